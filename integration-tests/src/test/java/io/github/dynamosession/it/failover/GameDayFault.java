package io.github.dynamosession.it.failover;

import static io.github.dynamosession.it.failover.Need.NOTHING;
import static io.github.dynamosession.it.failover.Need.PACKET_FILTER;

import io.github.dynamosession.it.Browser;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What breaks on a game day, and the alarm that is to tell of it. */
enum GameDayFault {
    NODE_KILLED("a node is killed (SIGKILL)", "SessionNodeDown", NOTHING) {
        @Override
        Runnable begin(ComposeCluster cluster) {
            ComposeService node = cluster.node("jetty-c").container();
            node.kill();
            return node::start;
        }
    },
    NODE_STANDS_STILL("a node stands still (SIGSTOP)", "SessionNodeDown", NOTHING) {
        @Override
        Runnable begin(ComposeCluster cluster) {
            ComposeService node = cluster.node("tomcat-a").container();
            node.pause();
            return node::resume;
        }
    },
    NODE_CUT_OFF("a node cannot reach DynamoDB", "SessionStoreFailsForNode", PACKET_FILTER) {
        @Override
        Runnable begin(ComposeCluster cluster) {
            NetworkTrouble network = cluster.node("jetty-d").container().network();
            network.cutOffFrom(DYNAMODB_PORT);
            return network::heal;
        }
    },
    PACKETS_LOST("a third of the packets between a node and DynamoDB is lost", "SessionStoreSilent", PACKET_FILTER) {
        @Override
        Runnable begin(ComposeCluster cluster) {
            NetworkTrouble network = cluster.node("tomcat-b").container().network();
            network.lose(0.33, DYNAMODB_PORT);
            return network::heal;
        }
    },
    DYNAMODB_GONE("DynamoDB is gone", "SessionStoreFails", NOTHING) {
        @Override
        Runnable begin(ComposeCluster cluster) {
            cluster.dynamoDb().kill();
            return () -> {
                cluster.dynamoDb().start();
                cluster.dynamoDb().awaitHealthy();
            };
        }
    },
    DYNAMODB_SLOW("DynamoDB answers only now and then", "SessionStoreSlow", NOTHING) {
        @Override
        Runnable begin(ComposeCluster cluster) {
            ExecutorService thread = Executors.newSingleThreadExecutor();
            thread.execute(() -> answerNowAndThen(cluster.dynamoDb()));
            return thread::shutdownNow;
        }
    },
    THROTTLED("DynamoDB throttles a third of the calls", "SessionStoreThrottled", PACKET_FILTER) {
        @Override
        Runnable begin(ComposeCluster cluster) {
            return CannedAnswers.throttling(cluster)::close;
        }
    },
    WRITES_DENIED("the nodes lose the right to write", "SessionWritesFail", PACKET_FILTER) {
        @Override
        Runnable begin(ComposeCluster cluster) {
            return CannedAnswers.denyingWrites(cluster)::close;
        }
    },
    TABLE_DELETED("somebody deletes the table", "SessionStoreFails", NOTHING) {
        @Override
        Runnable begin(ComposeCluster cluster) {
            cluster.deleteTable();
            // which makes the table again, as it would on AWS after a restore
            return () -> cluster.node("tomcat-a").takeOutFor(() -> {
                cluster.node("tomcat-a").container().stop();
                cluster.node("tomcat-a").container().start();
            });
        }
    },
    SESSIONS_GROW("a new build keeps too much in its sessions", "SessionsLarge", NOTHING) {
        @Override
        Runnable begin(ComposeCluster cluster) {
            ExecutorService thread = Executors.newSingleThreadExecutor();
            thread.execute(() -> keepTooMuch(cluster));
            return thread::shutdownNow;
        }
    };

    private static final int DYNAMODB_PORT = 8000;
    private static final int SILENT_MILLIS = 350;
    private static final int ANSWERING_MILLIS = 100;
    private static final int NOTES = 150;
    private static final int BYTES_OF_A_NOTE = 650; // a larger one would have an item of its own

    private final String title;
    private final String alarm;
    private final Need need;

    GameDayFault(String title, String alarm, Need need) {
        this.title = title;
        this.alarm = alarm;
        this.need = need;
    }

    /** @return ends it */
    abstract Runnable begin(ComposeCluster cluster);

    String title() {
        return title;
    }

    String alarm() {
        return alarm;
    }

    /** What the machine must have for it. */
    Need need() {
        return need;
    }

    private static void answerNowAndThen(ComposeService dynamoDb) {
        try {
            while (true) {
                dynamoDb.signal("STOP"); // not Docker's pause, which may fail if it comes so often
                try {
                    Thread.sleep(SILENT_MILLIS);
                } finally {
                    dynamoDb.signal("CONT");
                }
                Thread.sleep(ANSWERING_MILLIS);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private static void keepTooMuch(ComposeCluster cluster) {
        Browser user = new Browser();
        ComposeNode node = cluster.node("tomcat-b");
        byte[] note = new byte[BYTES_OF_A_NOTE];
        Random random = new Random(1); // what is compressed would not be much
        for (int i = 0; i < NOTES; i++) {
            random.nextBytes(note);
            String text = Base64.getUrlEncoder().encodeToString(note);
            user.post(node, "/api/note", "item=n" + i + "&text=" + text).ok();
        }
        while (!Thread.currentThread().isInterrupted()) {
            user.get(node, "/api/state");
        }
    }
}
