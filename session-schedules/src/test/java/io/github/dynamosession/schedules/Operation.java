package io.github.dynamosession.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.node.request.RequestUnit;
import io.github.dynamosession.node.session.LocalSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What one request does to its session, and what has to be so when it and another one are over. */
enum Operation {
    READS {
        @Override
        void run(LocalSession session, String name, Node node) {
            assertThat(list(session, name)).isNotNull();
            session.save();
        }
    },
    SETS_AN_ATTRIBUTE {
        @Override
        void run(LocalSession session, String name, Node node) {
            session.attributes().put(name, List.of(1));
            session.save();
        }

        @Override
        void check(SessionAfter after, String name) {
            after.assertStored(name, List.of(1));
        }
    },
    SETS_WHAT_THE_OTHER_SETS {
        @Override
        void run(LocalSession session, String name, Node node) {
            session.attributes().put("shared", name);
            session.save();
        }

        @Override
        void check(SessionAfter after, String name) {
            after.assertStoredAsOneOfBothSetIt("shared");
        }
    },
    CHANGES_A_VALUE_IN_PLACE {
        @Override
        void run(LocalSession session, String name, Node node) {
            list(session, name).add(1);
            session.save();
        }

        @Override
        void check(SessionAfter after, String name) {
            after.assertStored(name, List.of(0, 1));
        }
    },
    CHANGES_A_VALUE_IN_PLACE_AND_SETS_IT {
        @Override
        void run(LocalSession session, String name, Node node) {
            List<Integer> list = list(session, name);
            list.add(1);
            session.attributes().put(name, list);
            session.save();
        }

        @Override
        void check(SessionAfter after, String name) {
            after.assertStored(name, List.of(0, 1));
        }
    },
    CHANGES_A_VALUE_OF_BOTH_IN_PLACE {
        @Override
        void run(LocalSession session, String name, Node node) {
            map(session).put(name, 1);
            session.save();
        }

        @Override
        void check(SessionAfter after, String name) {
            after.assertStoredIn("both", name);
        }
    },
    REMOVES_AN_ATTRIBUTE {
        @Override
        void run(LocalSession session, String name, Node node) {
            session.attributes().remove(name);
            session.save();
        }

        @Override
        void check(SessionAfter after, String name) {
            after.assertNotStored(name);
        }
    },
    SETS_THE_INTERVAL {
        @Override
        void run(LocalSession session, String name, Node node) {
            session.setMaxInactiveInterval(INTERVAL);
            session.save();
        }

        @Override
        void check(SessionAfter after, String name) {
            assertThat(after.session().times().maxInactiveInterval()).isEqualTo(INTERVAL);
        }
    },
    CHANGES_THE_ID {
        @Override
        void run(LocalSession session, String name, Node node) {
            session.rename(Node.idOf(name), name);
            session.save();
        }

        @Override
        void check(SessionAfter after, String name) {
            after.assertRenamed();
        }
    },
    LOCKS_IT {
        @Override
        void run(LocalSession session, String name, Node node) {
            if (session.lock()) {
                list(session, "counter").add(1);
                session.saveAndUnlock();
            }
        }

        @Override
        void check(SessionAfter after, String name) {
            after.assertCounted("counter");
        }
    },
    LOCKS_IT_AND_FAILS {
        @Override
        void run(LocalSession session, String name, Node node) {
            if (session.lock()) {
                list(session, "counter").add(1);
                session.unlock();
            }
        }

        @Override
        void check(SessionAfter after, String name) {
            after.assertCounted("counter");
        }
    },
    FAILS {
        @Override
        void run(LocalSession session, String name, Node node) {
            list(session, name).add(1);
            session.attributes().put(name + " new", name);
            fail(session);
        }

        @Override
        void check(SessionAfter after, String name) {
            after.assertNeverSaved(name);
            after.assertNotStored(name + " new");
        }
    },
    FAILS_WITH_A_VALUE_OF_BOTH {
        @Override
        void run(LocalSession session, String name, Node node) {
            map(session).put(name, 1);
            session.attributes().put("shared", name);
            fail(session);
        }

        /** The other one may store the value of both with what this one has put there: nobody can tell them apart. */
        @Override
        void check(SessionAfter after, String name) {
            after.assertNotStoredAs("shared", name);
        }
    },
    IS_REFUSED_ITS_SAVE {
        @Override
        void run(LocalSession session, String name, Node node) {
            list(session, name).add(1);
            session.attributes().put(name + " new", name);
            session.rename(Node.idOf("refused"), "refused");
            node.saveInVain(session, Node.Fault.REFUSED);
        }

        @Override
        void check(SessionAfter after, String name) {
            after.assertNeverSaved(name);
            after.assertNotStored(name + " new");
        }
    },
    HAS_NO_ANSWER_TO_ITS_SAVE {
        @Override
        void run(LocalSession session, String name, Node node) {
            list(session, name).add(1);
            node.saveInVain(session, Node.Fault.UNANSWERED);
            session.refresh();
        }

        /** The store has it, or not; the node has what the store has. */
        @Override
        void check(SessionAfter after, String name) {
            after.assertNodeHasWhatIsStored(name);
        }
    },
    JOINS_AFTER_ANOTHER_NODE {
        @Override
        void run(LocalSession session, String name, Node node) {
            node.anotherSets(session.storedKey(), Node.otherThan(name), new ArrayList<>(List.of(7)));
            session.refresh();
            session.save();
        }
    },
    TOUCHES_IT {
        @Override
        void run(LocalSession session, String name, Node node) {
            session.touchIfDue();
        }
    },
    DELETES_IT {
        @Override
        void run(LocalSession session, String name, Node node) {
            session.delete();
        }
    };

    static final Duration INTERVAL = Duration.ofMinutes(45);

    /** @param name of the attribute that is this request's own; it has the list [0] */
    abstract void run(LocalSession session, String name, Node node);

    /** Of one that changes nothing, or whose change is dropped. */
    void check(SessionAfter after, String name) {
        after.assertNeverSaved(name);
    }

    private static void fail(LocalSession session) {
        Objects.requireNonNull(RequestUnit.current()).fail();
        session.save();
    }

    @SuppressWarnings("unchecked")
    private static List<Integer> list(LocalSession session, String name) {
        return Objects.requireNonNull((List<Integer>) session.attributes().get(name));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Integer> map(LocalSession session) {
        return Objects.requireNonNull(
                (Map<String, Integer>) session.attributes().get("both"));
    }
}
