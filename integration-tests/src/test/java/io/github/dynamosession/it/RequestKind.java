package io.github.dynamosession.it;

import java.util.List;

/** The kinds of requests whose cost is documented, in the order of the table. */
enum RequestKind {
    NO_COOKIE("no session cookie, session not used", "say"),
    IGNORED("session cookie, URI in `ignoredUris`", "say"),
    UNTOUCHED("session cookie, session not used", "say"),
    READ("session read", "get:user"),
    CREATED("first write: session created", "set:user:ann"),
    CHANGED("one attribute changed", "set:user:bob"),
    TOUCHED("session read, touch due", "get:user"),
    LOGIN("login: new id, one attribute changed", "changeId", "set:user:bob"),
    LOGOUT("logout", "invalidate"),
    FORGED("unknown or forged id", "get:user");

    private final String text;
    private final List<String> steps;

    RequestKind(String text, String... steps) {
        this.text = text;
        this.steps = List.of(steps);
    }

    /** Runs a request of this kind in a session of a given size and returns what it cost. */
    Expense measure(WiredNode node, int bytes) {
        String path = this == TOUCHED ? WiredNode.TOUCHED : this == IGNORED ? "/app/ignored/do" : Browser.APP;
        return Expense.of(node, path, startOf(node, path, bytes), stepsFor(bytes));
    }

    private Browser startOf(WiredNode node, String path, int bytes) {
        Browser browser = new Browser();
        switch (this) {
            case NO_COOKIE, CREATED -> {}
            case FORGED -> browser = new Browser("0123456789ABCDEF0123456789ABCDEF");
            default -> {
                String application = this == IGNORED ? Browser.APP : path;
                browser.get(node.other(), application, "set:user:ann", "fill:data:" + bytes)
                        .ok();
            }
        }
        return browser;
    }

    private String[] stepsFor(int bytes) {
        return this == CREATED ? new String[] {"set:user:ann", "fill:data:" + bytes} : steps.toArray(String[]::new);
    }

    @Override
    public String toString() {
        return text;
    }
}
