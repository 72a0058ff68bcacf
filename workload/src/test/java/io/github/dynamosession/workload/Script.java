package io.github.dynamosession.workload;

import io.github.dynamosession.workload.Outcome.Answer;
import io.github.dynamosession.workload.Outcome.Failure;
import io.github.dynamosession.workload.Outcome.Refusal;
import io.github.dynamosession.workload.Request.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A history, written line by line: when, what was asked, what was answered. */
final class Script {

    private final List<Exchange> exchanges = new ArrayList<>();

    History history() {
        return new History(exchanges);
    }

    Findings findings() {
        return Checker.check(history());
    }

    /** From one millisecond to the other, by client 1 in its visit 1 with the session id 1. */
    Line at(int begin, int end) {
        return new Line(begin, end);
    }

    /** The first change, which counts to 1; the rest of the history goes on from there. */
    Script begun() {
        at(1, 2).begins("counter", "1").showing("counter", "1");
        return this;
    }

    static String label(int client, int visit) {
        return "run." + client + "." + visit + ".1";
    }

    final class Line {

        private final Instant begin;
        private final Instant end;
        private Visit visit = new Visit(1, 1);
        private int id = 1;
        private int newId;
        private boolean failedOver;
        private Request request = Request.look();

        private Line(int begin, int end) {
            this.begin = Instant.ofEpochMilli(begin);
            this.end = Instant.ofEpochMilli(end);
        }

        Line by(int client, int visitNumber) {
            visit = new Visit(client, visitNumber);
            return this;
        }

        Line withId(int number) {
            id = number;
            return this;
        }

        Line failedOver() {
            failedOver = true;
            return this;
        }

        Line begins(String object, String value) {
            id = 0;
            newId = 1;
            String label = label(visit.client(), visit.number());
            request = new Request(Kind.CHANGE, "begin", label, Optional.of(new Write(object, value, false)));
            return this;
        }

        Line sets(String object, String value) {
            return changes(Kind.CHANGE, new Write(object, value, object.startsWith(State.NOTE) && !value.isEmpty()));
        }

        Line removes(String object) {
            return sets(object, "");
        }

        Line logsIn(String user) {
            newId = id + 1;
            return changes(Kind.LOGIN, new Write(State.USER, user, true));
        }

        Line renews() {
            newId = id + 1;
            request = new Request(Kind.RENEW, "renew", newLabel(), Optional.empty());
            return this;
        }

        Line logsOut() {
            request = Request.logout();
            return this;
        }

        Line looks() {
            return this;
        }

        private Line changes(Kind kind, Write write) {
            request = new Request(kind, "set " + write.object(), newLabel(), Optional.of(write));
            return this;
        }

        private String newLabel() {
            return "made at " + begin;
        }

        void showing(String... objectsAndValues) {
            showingSession(label(visit.client(), visit.number()), objectsAndValues);
        }

        /** The session that the change itself has made, as it found none. */
        void showingItsOwnSession(String... objectsAndValues) {
            newId = 0;
            showingSession(request.label(), objectsAndValues);
        }

        void showingSession(String label, String... objectsAndValues) {
            Map<String, String> values = new HashMap<>();
            for (int i = 0; i < objectsAndValues.length; i += 2) {
                values.put(objectsAndValues[i], objectsAndValues[i + 1]);
            }
            add(new Answer("node", newId, new State(label, values)));
        }

        void showingNoSession() {
            add(new Answer("node", newId, State.NONE));
        }

        void refused() {
            add(new Refusal("node"));
        }

        void unanswered() {
            add(new Failure("503"));
        }

        private void add(Outcome outcome) {
            exchanges.add(new Exchange(visit, id, request, begin, end, failedOver, outcome));
        }
    }
}
