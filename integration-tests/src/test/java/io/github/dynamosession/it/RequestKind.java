package io.github.dynamosession.it;

/** The kinds of requests whose cost is documented, in the order of the table. */
enum RequestKind {
    NO_COOKIE("no session cookie, session not used", "say"),
    IGNORED("session cookie, URI in `ignoredUris`", "say"),
    UNTOUCHED("session cookie, session not used", "say"),
    READ("session read", "get:user"),
    CREATED("first write: session created", "set:user:ann"),
    CHANGED("one attribute changed", "set:user:bob"),
    LARGE_READ("the large attribute read", "get:data"),
    LARGE_CHANGED("the large attribute changed"),
    TOUCHED("session read, touch due", "get:user"),
    LOGIN("login: new id, one attribute changed", "changeId", "set:user:bob"),
    LOGOUT("logout", "invalidate"),
    FORGED("unknown or forged id", "get:user"),
    LOCKED_READ("`lockMode=session`: session read", "get:user"),
    LOCKED_CHANGED("`lockMode=session`: one attribute changed", "set:user:bob"),
    LOCKED_FORGED("`lockMode=session`: unknown or forged id", "get:user");

    private final String text;
    private final String[] steps;

    RequestKind(String text, String... steps) {
        this.text = text;
        this.steps = steps;
    }

    /** Runs a request of this kind in a session of a given size and returns what it cost. */
    Expense measure(WiredNode node, int bytes) {
        return switch (this) {
            case NO_COOKIE -> Expense.of(node, Browser.APP, new Browser(), steps);
            case CREATED -> Expense.of(node, Browser.APP, new Browser(), creating(bytes));
            case FORGED -> Expense.of(node, Browser.APP, forged(), steps);
            case LOCKED_READ, LOCKED_CHANGED ->
                Expense.of(node, Browser.LOCKED, known(node, Browser.LOCKED, bytes), steps);
            case LOCKED_FORGED -> Expense.of(node, Browser.LOCKED, forged(), steps);
            case LARGE_CHANGED -> Expense.of(node, Browser.APP, known(node, bytes), "fill:data:" + (bytes + 1));
            case IGNORED -> Expense.of(node, "/app/ignored/do", known(node, bytes), steps);
            case TOUCHED -> Expense.ofTouch(node, known(node, bytes), steps);
            case LOGIN ->
                Expense.of(node, Browser.APP, known(node, bytes), steps).withBothItemsOfTransaction();
            default -> Expense.of(node, Browser.APP, known(node, bytes), steps);
        };
    }

    /** A client that has a session, created on another node. */
    private static Browser known(WiredNode node, int bytes) {
        return known(node, Browser.APP, bytes);
    }

    private static Browser known(WiredNode node, String path, int bytes) {
        Browser browser = new Browser();
        browser.get(node.other(), path, creating(bytes)).ok();
        return browser;
    }

    private static Browser forged() {
        return new Browser("0123456789ABCDEF0123456789ABCDEF");
    }

    private static String[] creating(int bytes) {
        return new String[] {"set:user:ann", "fill:data:" + bytes};
    }

    @Override
    public String toString() {
        return text;
    }
}
