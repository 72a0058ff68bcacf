package io.github.dynamosession.release;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** What our sources log for operators, with … where something is filled in. */
final class LogMessages {

    private static final Set<String> LEVELS = Set.of("INFO", "WARNING", "ERROR");

    private LogMessages() {}

    static Set<String> of(List<PublishedModule> modules) throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");
        Set<String> messages = new TreeSet<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> sources =
                    modules.stream().flatMap(LogMessages::sourcesOf).toList();
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(new Calls(messages), null);
            }
        }
        return messages;
    }

    private static Stream<Path> sourcesOf(PublishedModule module) {
        try (Stream<Path> files = Files.walk(module.directory().resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new AssertionError(module.toString(), e);
        }
    }

    private static final class Calls extends TreeScanner<@Nullable Void, @Nullable Void> {

        private final Set<String> messages;

        Calls(Set<String> messages) {
            this.messages = messages;
        }

        @Override
        public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void nothing) {
            List<? extends ExpressionTree> arguments = call.getArguments();
            boolean logs = call.getMethodSelect() instanceof MemberSelectTree method
                    && method.getIdentifier().contentEquals("log")
                    && method.getExpression().toString().equals("LOG")
                    && arguments.get(0) instanceof MemberSelectTree level
                    && LEVELS.contains(level.getIdentifier().toString());
            if (logs) {
                messages.add(text(arguments.get(1)).replaceAll("\\{\\d}", "…"));
            }
            return super.visitMethodInvocation(call, nothing);
        }

        private static String text(ExpressionTree expression) {
            if (expression instanceof BinaryTree sum) {
                return text(sum.getLeftOperand()) + text(sum.getRightOperand());
            }
            return expression instanceof LiteralTree literal ? String.valueOf(literal.getValue()) : "…";
        }
    }
}
