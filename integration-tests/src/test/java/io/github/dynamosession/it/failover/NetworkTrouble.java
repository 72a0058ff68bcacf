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
        drop("OUTPUT", "--protocol", "tcp", "--destination-port", Integer.toString(port));
        drop("INPUT", "--protocol", "tcp", "--source-port", Integer.toString(port));
    }

    /** Nothing comes to this port of the container, and nothing goes out from it. */
    void cutOff(int port) {
        drop("INPUT", "--protocol", "tcp", "--destination-port", Integer.toString(port));
        drop("OUTPUT", "--protocol", "tcp", "--source-port", Integer.toString(port));
    }

    /** What is sent to this port and contains these bytes never arrives; all else does. */
    void swallow(int port, String bytes) {
        drop(
                "OUTPUT",
                "--protocol",
                "tcp",
                "--destination-port",
                Integer.toString(port),
                "--match",
                "string",
                "--algo",
                "bm",
                "--string",
                bytes);
    }

    /** Of the packets to and from this port of others so many are lost; TCP sends them again, later and later. */
    void lose(double share, int port) {
        drop(
                "OUTPUT",
                "--protocol",
                "tcp",
                "--destination-port",
                Integer.toString(port),
                "--match",
                "statistic",
                "--mode",
                "random",
                "--probability",
                Double.toString(share));
        drop(
                "INPUT",
                "--protocol",
                "tcp",
                "--source-port",
                Integer.toString(port),
                "--match",
                "statistic",
                "--mode",
                "random",
                "--probability",
                Double.toString(share));
    }

    private void drop(String chain, String... match) {
        iptables(chain, "--append", match, "--jump", "DROP");
    }

    private void iptables(String chain, String action, String[] match, String... target) {
        List<String> words = new ArrayList<>(List.of("iptables", "--wait", action, chain));
        words.addAll(List.of(match));
        words.addAll(List.of(target));
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
