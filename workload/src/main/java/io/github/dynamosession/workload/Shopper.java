package io.github.dynamosession.workload;

import io.github.dynamosession.workload.Outcome.Answer;
import io.github.dynamosession.workload.Request.Kind;
import io.github.dynamosession.workload.Shop.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * One client: visits the shop again and again, each time from a first change to a logout, with several requests at once. It
 * does not judge what it is answered, it only keeps to what can be judged: one writer of an object at a time.
 */
public final class Shopper implements Callable<Void> {

    private static final Duration PAUSE_BEFORE_RETRY = Duration.ofMillis(20);
    private static final int TOO_MANY_IN_DOUBT = 3;
    private static final int MOST_AT_ONCE = 5;
    private static final int MOST_BESIDE = 2;
    private static final int LAST_LOOKS = 3;
    private static final int ENDED_IDS_KEPT = 20;

    /** A session id and its number in the history; number 0: there is none yet. */
    private record SessionId(VisitPlan plan, int number, Optional<String> value) {}

    private final Deque<SessionId> ended = new ArrayDeque<>();
    private final int client;
    private final String run;
    private final Shop shop;
    private final Steps steps;
    private final Duration thinkTime;
    private final Collection<Exchange> history;
    private final Random random;
    private int visits;
    private SessionId id;

    /**
     * @param run what makes all that this run writes another than what any other run does
     * @param thinkTime how long it waits between two steps
     * @param history is added to, and must be safe for use by several threads, unless one client runs at a time
     * @param random decides what it does
     */
    public Shopper(
            int client,
            String run,
            Shop shop,
            Steps steps,
            Duration thinkTime,
            Collection<Exchange> history,
            Random random) {
        this.client = client;
        this.run = run;
        this.shop = shop;
        this.steps = steps;
        this.thinkTime = thinkTime;
        this.history = history;
        this.random = random;
        this.id = nextVisit();
    }

    /** Ends with looks at every node: what was acknowledged must be there, and what has ended must not. */
    @Override
    public Void call() throws InterruptedException {
        while (steps.next()) {
            step();
            shop.pause(thinkTime);
        }
        for (int i = 0; i < LAST_LOOKS && hasBegun(); i++) {
            lookUntilAnswered(id);
        }
        for (SessionId past : ended) {
            lookUntilAnswered(past);
        }
        return null;
    }

    private void step() throws InterruptedException {
        if (!hasBegun()) {
            begin();
        } else if (id.plan().objectsInDoubt() >= TOO_MANY_IN_DOUBT) {
            logout();
        } else {
            switch (random.nextInt(12)) {
                case 0 -> logout();
                case 1 -> changeId();
                case 2 -> lookAtThePast();
                case 3 -> send(looks(1));
                default -> changeSeveral();
            }
        }
    }

    private boolean hasBegun() {
        return id.number() > 0;
    }

    private SessionId nextVisit() {
        VisitPlan plan = new VisitPlan(new Visit(client, ++visits), run, random);
        return new SessionId(plan, 0, Optional.empty());
    }

    /** Alone: of several first changes each would make a session of its own. */
    private void begin() throws InterruptedException {
        List<Exchange> exchanges = send(changes(1));
        if (hasBegun()) {
            return;
        }
        if (!exchanges.get(0).failed()) {
            throw new IllegalStateException("no cookie " + ShopConnection.COOKIE + " came with " + exchanges.get(0));
        }
        id = nextVisit();
    }

    private void changeSeveral() throws InterruptedException {
        List<Request> changes = changes(1 + random.nextInt(MOST_AT_ONCE));
        send(together(changes, looks(random.nextInt(MOST_AT_ONCE + 1 - changes.size()))));
    }

    private void changeId() throws InterruptedException {
        SessionId old = id;
        Request change = id.plan().isLoggedIn() ? id.plan().renew() : id.plan().login();
        List<Exchange> exchanges = send(together(List.of(change), looks(random.nextInt(MOST_BESIDE + 1))));
        end(old);
        boolean cutOff =
                exchanges.stream().anyMatch(exchange -> exchange.request().equals(change) && exchange.failed());
        if (cutOff) {
            id = nextVisit();
        }
    }

    /** A change that is in flight while the session ends must not bring it back; where it makes a new one, be it. */
    private void logout() throws InterruptedException {
        List<Request> beside = together(looks(random.nextInt(MOST_BESIDE)), changes(random.nextInt(MOST_BESIDE + 1)));
        SessionId last = id;
        send(together(List.of(Request.logout()), beside));
        end(last);
        id = nextVisit();
    }

    private void end(SessionId past) {
        ended.add(past);
        if (ended.size() > ENDED_IDS_KEPT) {
            ended.remove();
        }
    }

    private void lookAtThePast() throws InterruptedException {
        if (!ended.isEmpty()) {
            lookUntilAnswered(anyOf(List.copyOf(ended)));
        }
    }

    private List<Request> changes(int most) {
        List<String> objects = new ArrayList<>(id.plan().objects());
        Collections.shuffle(objects, random);
        return objects.stream().limit(most).map(id.plan()::change).toList();
    }

    private static List<Request> looks(int count) {
        return Collections.nCopies(count, Request.look());
    }

    private List<Request> together(List<Request> some, List<Request> others) {
        List<Request> all =
                new ArrayList<>(Stream.concat(some.stream(), others.stream()).toList());
        Collections.shuffle(all, random);
        return all;
    }

    /** All at once. Returns when each has come to an end, and the shop answers again if one has failed. */
    private List<Exchange> send(List<Request> requests) throws InterruptedException {
        SessionId with = id;
        List<Reply> replies = shop.send(requests, with.value());
        boolean ends = requests.stream().anyMatch(request -> request.kind() == Kind.LOGOUT);
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            Reply reply = replies.get(i);
            exchanges.add(record(with, requests.get(i), ends ? reply.withoutSessionId() : reply));
        }
        if (exchanges.stream().anyMatch(Exchange::failed)) {
            lookUntilAnswered(with);
        }
        return exchanges;
    }

    private Exchange record(SessionId with, Request request, Reply reply) {
        Outcome outcome = reply.outcome();
        if (outcome instanceof Answer answer && reply.sessionId().isPresent()) {
            id = new SessionId(id.plan(), id.number() + 1, reply.sessionId());
            outcome = new Answer(answer.node(), id.number(), answer.state());
        }
        Exchange exchange = new Exchange(
                with.plan().visit(), with.number(), request, reply.begin(), reply.end(), reply.failedOver(), outcome);
        if (exchange.failed()) {
            with.plan().doubt(request);
        }
        history.add(exchange);
        return exchange;
    }

    private void lookUntilAnswered(SessionId with) throws InterruptedException {
        Instant deadline = shop.now().plus(shop.patience());
        while (shop.now().isBefore(deadline)) {
            Reply reply =
                    shop.send(List.of(Request.look()), with.value()).get(0).withoutSessionId();
            if (!record(with, Request.look(), reply).failed()) {
                return;
            }
            shop.pause(PAUSE_BEFORE_RETRY);
        }
        throw new IllegalStateException("no answer for client " + client + " in " + shop.patience());
    }

    private <T> T anyOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
