package io.github.dynamosession.tomcat;

import io.github.dynamosession.store.StoreException;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.catalina.Context;
import org.apache.tomcat.util.http.MimeHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What Tomcat asked for one request before the request was in a context's pipeline: which of several cookies names a
 * session, and which version of an application has it. It asks for any number of ids, and takes an exception for the end
 * of the request, with a 500. Here an answer is remembered, no more than {@value #MOST} of them cost a read, and a failure
 * is the answer "no such session" until the request's {@link RequestScope} takes all this over, and tells the client.
 *
 * <p>Begun by {@link RequestedCookies} for the container's thread. A request that ends before it is in the pipeline leaves
 * it there for the thread's next one, which begins anew; until then nothing holds its sessions, and softly it holds the
 * application.
 */
final class EarlyLookUps {

    /** How many reads the ids that a client sends may cost, but that its first id is looked for in every version. */
    private static final int MOST = 3;

    private static final ThreadLocal<@Nullable SoftReference<EarlyLookUps>> CURRENT = new ThreadLocal<>();

    private record LookUp(DynamoDbManager manager, String id) {}

    private final DynamoDbManager first;
    private final MimeHeaders request;
    private final Map<LookUp, Optional<DynamoDbSession>> answers = new HashMap<>();
    private @Nullable String firstId;
    private @Nullable StoreException failure;

    private EarlyLookUps(DynamoDbManager first, MimeHeaders request) {
        this.first = first;
        this.request = request;
    }

    /**
     * The thread has a request for the manager's application.
     *
     * @param request its headers, by which Tomcat passes it on; those of an earlier request may be the same object
     */
    static void begin(DynamoDbManager manager, MimeHeaders request) {
        EarlyLookUps before = current();
        if (before == null || before.request != request || !before.leadTo(manager)) {
            CURRENT.set(new SoftReference<>(new EarlyLookUps(manager, request)));
        }
    }

    /** Tomcat looks at the cookies once more for the older version of an application in which it has found the session. */
    private boolean leadTo(DynamoDbManager manager) {
        return manager != first
                && answers.entrySet().stream()
                        .anyMatch(answer -> answer.getKey().manager() == manager
                                && answer.getValue().isPresent());
    }

    private static @Nullable EarlyLookUps current() {
        SoftReference<EarlyLookUps> current = CURRENT.get();
        return current == null ? null : current.get();
    }

    /** Those of the thread's request, if it is for this manager's application, in whatever version. */
    static Optional<EarlyLookUps> of(DynamoDbManager manager) {
        return Optional.ofNullable(current())
                .or(RequestScope::early)
                .filter(lookUps -> areVersions(manager.getContext(), lookUps.first.getContext()));
    }

    /** Whether both serve one path of one host, in whatever versions. */
    private static boolean areVersions(Context mine, @Nullable Context other) {
        return other != null
                && mine.getParent() == other.getParent()
                && mine.getPath().equals(other.getPath());
    }

    /** The same for the scope that takes them over. */
    static Optional<EarlyLookUps> take(DynamoDbManager manager, MimeHeaders request) {
        Optional<EarlyLookUps> taken = of(manager).filter(lookUps -> lookUps.request == request);
        CURRENT.remove();
        return taken;
    }

    /** Returns null also if the store failed, or if the request has cost enough. */
    @Nullable
    DynamoDbSession find(DynamoDbManager manager, String id) {
        if (failure != null) {
            return null;
        }
        if (firstId == null) {
            firstId = id;
        }
        LookUp asked = new LookUp(manager, id);
        if (!answers.containsKey(asked) && (id.equals(firstId) || !areUsedUp())) {
            try {
                answers.put(asked, Optional.ofNullable(manager.inUse().lookUpOnce(id)));
            } catch (StoreException e) {
                failure = e;
            }
        }
        return answers.getOrDefault(asked, Optional.empty()).orElse(null);
    }

    /** Whether an id that was not asked for yet names no session. */
    boolean areUsedUp() {
        return answers.size() >= MOST;
    }

    Optional<StoreException> failure() {
        return Optional.ofNullable(failure);
    }

    /** What the manager answered, by the id. */
    Map<String, Optional<DynamoDbSession>> answers(DynamoDbManager manager) {
        Map<String, Optional<DynamoDbSession>> own = new HashMap<>();
        answers.forEach((asked, answer) -> {
            if (asked.manager() == manager) {
                own.put(asked.id(), answer);
            }
        });
        return own;
    }
}
