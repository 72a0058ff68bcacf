package io.github.dynamosession.simulation.world;

import static net.bytebuddy.matcher.ElementMatchers.any;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;

import io.github.dynamosession.store.OwnThreads;
import io.github.dynamosession.store.Uninterrupted;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.AgentBuilder.RedefinitionStrategy;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Lets the product's classes call {@link SimulatedJdk} where they call the JDK for time, chance and threads, in this JVM. Nothing of
 * the product is written for that, and no copy of it is made: what is simulated is what users run.
 */
final class Substitution {

    /** Whose method each of {@link SimulatedJdk} replaces. */
    private static final Map<String, Class<?>> OWNERS = Map.of(
            "nanoTime", System.class,
            "systemUTC", Clock.class,
            "sleep", Uninterrupted.class,
            "await", Uninterrupted.class,
            "randomUUID", UUID.class,
            "shuffle", Collections.class,
            "nextDouble", Random.class,
            "nextInt", Random.class,
            "named", OwnThreads.class,
            "scheduler", OwnThreads.class);

    private static final String OURS = Type.getInternalName(SimulatedJdk.class);

    /** By owner, name and parameters of what they replace. */
    private static final Map<String, Method> REPLACEMENTS = Arrays.stream(SimulatedJdk.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .collect(Collectors.toMap(Substitution::replaced, Function.identity()));

    static {
        ByteBuddyAgent.install();
        new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(RedefinitionStrategy.RETRANSFORMATION)
                .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly())
                .type(nameStartsWith("io.github.dynamosession.store.")
                        .or(nameStartsWith("io.github.dynamosession.node."))
                        .or(nameStartsWith("software.amazon.awssdk.retries.")))
                .transform((builder, type, loader, module, domain) -> builder.visit(calls()))
                .installOnByteBuddyAgent();
    }

    private Substitution() {}

    /** Returns when it is done; it is done once. Classes that are loaded already are changed, too. */
    static void install() {
        // by the static initializer
    }

    private static String replaced(Method own) {
        Class<?> owner = OWNERS.get(own.getName());
        if (owner == null) {
            throw new IllegalStateException("nobody's method: " + own);
        }
        Type[] parameters = Type.getArgumentTypes(own);
        boolean hasReceiver = owner == Random.class;
        return key(
                Type.getInternalName(owner),
                own.getName(),
                hasReceiver ? Arrays.copyOfRange(parameters, 1, parameters.length) : parameters);
    }

    private static String key(String owner, String name, Type[] parameters) {
        return owner + "." + name + Arrays.toString(parameters);
    }

    private static AsmVisitorWrapper calls() {
        return new AsmVisitorWrapper.ForDeclaredMethods()
                .invokable(any(), (type, method, visitor, context, pool, writing, reading) -> new Calls(visitor));
    }

    /** The calls of one method. */
    private static final class Calls extends MethodVisitor {

        Calls(MethodVisitor next) {
            super(OpenedClassReader.ASM_API, next);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
            Method ours = OWNERS.containsKey(name)
                    ? REPLACEMENTS.get(key(owner, name, Type.getArgumentTypes(descriptor)))
                    : null;
            if (ours == null) {
                super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
            } else {
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC, OURS, ours.getName(), Type.getMethodDescriptor(ours), false);
            }
        }
    }
}
