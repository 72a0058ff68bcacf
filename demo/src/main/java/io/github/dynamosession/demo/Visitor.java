package io.github.dynamosession.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;

/** One client of the check: changes its session at random, looks at it, and compares with what was acknowledged to it. */
final class Visitor implements Callable<Void> {

    private static final List<String> ITEMS = List.of("lamp", "teapot", "bicycle", "atlas");
    private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(60);
    private static final long PAUSE_BEFORE_RETRY_MILLIS = 20;
    private static final int LAST_LOOKS = 3;

    /** How long a write may lie in the queues of DynamoDB Local after the node that sent it has died. */
    private static final Duration STILL_ON_ITS_WAY = Duration.ofSeconds(3);

    private final Expectation expectation = new Expectation();
    private final String name;
    private final Random random;
    private final ShopClient client;
    private final Pace pace;
    private final Tally tally;

    Visitor(int number, ShopClient client, Pace pace, Tally tally) {
        this.name = "visitor-" + number;
        this.random = new Random(number);
        this.client = client;
        this.pace = pace;
        this.tally = tally;
    }

    /** Ends with looks at every node: at the end all of them are up, and each has to show what was acknowledged. */
    @Override
    public Void call() throws InterruptedException {
        while (pace.next()) {
            step();
        }
        for (int i = 0; i < LAST_LOOKS; i++) {
            look();
        }
        return null;
    }

    private void step() throws InterruptedException {
        if (random.nextInt(4) == 0) {
            look();
        } else {
            change(anyChange());
        }
    }

    private Change anyChange() {
        ShopState now = expectation.current();
        String item = ITEMS.get(random.nextInt(ITEMS.size()));
        return switch (random.nextInt(8)) {
            case 0 -> now.isLoggedIn() ? Change.logout() : Change.login(name);
            case 1 -> now.isLoggedIn() ? Change.count() : Change.login(name);
            case 2 -> now.cart().containsKey(item) ? Change.remove(item) : Change.add(item);
            case 3, 4 -> Change.add(item);
            default -> Change.count();
        };
    }

    private void change(Change change) throws InterruptedException {
        Optional<ShopState> answer = client.change(change);
        if (answer.isPresent()) {
            tally.acknowledged();
            expectation.acknowledged(change);
            compare(answer.get());
        } else {
            findOut(change);
        }
    }

    /** The change has happened, or not, or will in a moment; only then the visitor goes on. */
    private void findOut(Change change) throws InterruptedException {
        ShopState before = expectation.current();
        expectation.unanswered(change);
        look();
        Thread.sleep(STILL_ON_ITS_WAY.toMillis());
        look();
        expectation.settle();
        if (change.movesSession()
                && !before.equals(ShopState.EMPTY)
                && expectation.current().equals(ShopState.EMPTY)) {
            tally.loginCutOff();
        }
    }

    private void look() throws InterruptedException {
        compare(read());
    }

    private void compare(ShopState seen) throws InterruptedException {
        if (expectation.explains(seen)) {
            expectation.seen(seen);
            return;
        }
        ShopState secondLook = read();
        Expectation.Verdict verdict = expectation.judge(secondLook);
        tally.violation(verdict, name + " expected " + expectation + ", saw " + seen + ", then " + secondLook);
        expectation.seen(secondLook);
    }

    private ShopState read() throws InterruptedException {
        Instant deadline = Instant.now().plus(GIVE_UP_AFTER);
        while (Instant.now().isBefore(deadline)) {
            Optional<ShopState> state = client.look();
            if (state.isPresent()) {
                return state.get();
            }
            Thread.sleep(PAUSE_BEFORE_RETRY_MILLIS);
        }
        throw new IllegalStateException(name + " could not read its session for " + GIVE_UP_AFTER);
    }
}
