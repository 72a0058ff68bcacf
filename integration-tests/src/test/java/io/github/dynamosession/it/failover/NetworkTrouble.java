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

    /** Undoes {@link #lead}. */
    private Runnable led = () -> {};

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

    /** New connections to this address and port go to another address, and those that are open break. */
    void lead(String address, int port, String other) {
        List<String> there = List.of(
                "OUTPUT", "--protocol", "tcp", "--destination", address, "--destination-port", Integer.toString(port));
        translate("--append", there, "--jump", "DNAT", "--to-destination", other);
        filter("--append", there, "--jump", "REJECT", "--reject-with", "tcp-reset");
        led = () -> translate("--delete", there, "--jump", "DNAT", "--to-destination", other);
    }

    private void translate(String action, List<String> what, String... jump) {
        iptables(List.of("--table", "nat", action), what, jump);
    }

    private void filter(String action, List<String> what, String... jump) {
        iptables(List.of(action), what, jump);
    }

    private void iptables(List<String> action, List<String> what, String... jump) {
        List<String> words = new ArrayList<>(List.of("iptables", "--wait"));
        words.addAll(action);
        words.addAll(what);
        words.addAll(List.of(jump));
        run(words);
    }

    private void drop(String chain, String end, int port, String... match) {
        List<String> what = new ArrayList<>(List.of(chain, "--protocol", "tcp", end, Integer.toString(port)));
        what.addAll(List.of(match));
        filter("--append", what, "--jump", "DROP");
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
        led.run(); // by itself: Docker's resolver has rules in that table
        led = () -> {};
    }
}
