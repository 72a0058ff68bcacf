package io.github.dynamosession.benchmarks;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Answers each kind of call as a DynamoDB has answered it once, in no time: what is left of a call is our own part. It asks
 * that DynamoDB until it is told to remember.
 */
final class RememberedAnswers {

    private final DynamoDbClient real;
    private final Map<String, Object> answers = new ConcurrentHashMap<>();
    private volatile boolean remembering;

    RememberedAnswers(DynamoDbClient real) {
        this.real = real;
    }

    DynamoDbClient client() {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> answer(method, arguments));
    }

    void remember() {
        remembering = true;
    }

    private Object answer(Method method, Object[] arguments) throws Throwable {
        if (remembering) {
            return Objects.requireNonNull(answers.get(method.getName()), () -> "no answer to " + method);
        }
        try {
            Object answer = method.invoke(real, arguments);
            answers.put(method.getName(), answer);
            return answer;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
