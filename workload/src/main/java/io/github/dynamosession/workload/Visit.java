package io.github.dynamosession.workload;

/** One generation of a client's session: begun by its first change, ended by logout or given up. */
public record Visit(int client, int number) {

    @Override
    public String toString() {
        return "client " + client + ", visit " + number;
    }
}
