package io.github.dynamosession.it.failover;

import java.util.ArrayList;
import java.util.List;

/**
 * Trouble in the network of one container, made by the kernel's own filter in the container's network namespace: packets
 * vanish, as they do behind a broken switch; no connection is refused or closed. Needs root and {@code iptables}.
 */
final class NetworkTrouble implements AutoCloseable {

    private static final int SEND_QUEUE = 2;

    private final long pid;

    NetworkTrouble(long pid) {
        this.pid = pid;
    }

    /** Nothing goes to this port of others, and nothing comes back. */
    void cutOffFrom(int port) {
        drop("OUTPUT", "--destination-port", port);
        drop("INPUT", "--source-port", port);
    }

    /** Nothing comes to this port of the container, and nothing goes out from it. */
    void cutOff(int port) {
        drop("INPUT", "--destination-port", port);
        drop("OUTPUT", "--source-port", port);
    }

    /** What is sent to this port and contains these bytes never arrives; all else does. */
    void swallow(int port, String bytes) {
        drop("OUTPUT", "--destination-port", port, "--match", "string", "--algo", "bm", "--string", bytes);
    }

    /** Of the packets to and from this port of others so many are lost; TCP sends them again, later and later. */
    void lose(double share, int port) {
        String[] some = {"--match", "statistic", "--mode", "random", "--probability", Double.toString(share)};
        drop("OUTPUT", "--destination-port", port, some);
        drop("INPUT", "--source-port", port, some);
    }

    private void drop(String chain, String end, int port, String... match) {
        List<String> words = new ArrayList<>(
                List.of("iptables", "--wait", "--append", chain, "--protocol", "tcp", end, Integer.toString(port)));
        words.addAll(List.of(match));
        words.addAll(List.of("--jump", "DROP"));
        run(words);
    }

    private String run(List<String> words) {
        List<String> inside = new ArrayList<>(List.of("nsenter", "--target", Long.toString(pid), "--net"));
        inside.addAll(words);
        return Command.of(inside.toArray(String[]::new)).run();
    }

    /** Whether the container still has something to send to this port, also of connections that it has given up. */
    boolean hasUnsentDataFor(int port) {
        return run(List.of("ss", "--tcp", "--all", "--numeric", "--no-header", "dport", "=", ":" + port))
                .lines()
                .map(line -> line.trim().split("\\s+"))
                .anyMatch(columns -> !"0".equals(columns[SEND_QUEUE]));
    }

    @Override
    public void close() {
        heal();
    }

    void heal() {
        run(List.of("iptables", "--wait", "--flush"));
    }
}
