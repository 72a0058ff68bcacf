package io.github.dynamosession.node.model;

import io.github.dynamosession.node.model.Sessions.Fault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes one {@link Program} through some sessions, and writes down all that requests see and what is stored at last. */
final class Run {

    private final Sessions sessions;
    private final List<String> seen = new ArrayList<>();
    private final Set<Integer> in = new HashSet<>();
    private final Set<Integer> failed = new HashSet<>();
    private final Set<Integer> over = new HashSet<>();
    private final List<List<List<Integer>>> objects = new ArrayList<>();

    private Run(Sessions sessions) {
        this.sessions = sessions;
    }

    static List<String> of(Program program, Sessions sessions) {
        Run run = new Run(sessions);
        program.nodes().forEach(node -> run.objects.add(new ArrayList<>()));
        program.steps().forEach(run::take);
        for (int request = 0; request < program.nodes().size(); request++) {
            run.take(new Step(Step.Kind.LEAVE, request, "", 0));
        }
        run.seen.add("stored " + new TreeMap<>(sessions.stored()));
        return run.seen;
    }

    private void take(Step step) {
        int request = step.request();
        if (step.kind() == Step.Kind.ARRIVAL) {
            sessions.arrive();
        } else if (step.kind() == Step.Kind.JOIN && !over.contains(request) && !failed.contains(request)) {
            in.add(request);
            sessions.join(request);
        } else if (in.contains(request) && !over.contains(request)) {
            takeInSession(step, request);
        }
    }

    private void takeInSession(Step step, int request) {
        switch (step.kind()) {
            case GET -> get(request, step.name());
            case SET -> set(request, step.name(), new ArrayList<>(List.of(step.number())));
            case SET_AGAIN -> {
                List<Integer> object = object(step);
                if (object != null) {
                    set(request, step.name(), object);
                }
            }
            case REMOVE -> sessions.remove(request, step.name());
            case CHANGE -> {
                List<Integer> object = object(step);
                if (object != null) {
                    object.add(step.number());
                }
            }
            case INTERVAL -> sessions.setInterval(request, step.number());
            case SAVE -> save(request, Fault.NONE);
            case SAVE_REFUSED -> save(request, Fault.REFUSED);
            case SAVE_UNANSWERED -> save(request, Fault.UNANSWERED);
            case SAVE_LATE -> save(request, Fault.LATE);
            case FAIL -> fail(request);
            case LEAVE -> leave(request);
            case JOIN, ARRIVAL -> {}
        }
    }

    private void get(int request, String name) {
        List<Integer> object = sessions.get(request, name);
        seen.add(request + " sees " + name + " " + object);
        if (object != null) {
            objects.get(request).add(object);
        }
    }

    private void set(int request, String name, List<Integer> object) {
        sessions.set(request, name, object);
        objects.get(request).add(object);
    }

    /** One of those that the request has. */
    private @Nullable List<Integer> object(Step step) {
        List<List<Integer>> its = objects.get(step.request());
        return its.isEmpty() ? null : its.get(step.number() % its.size());
    }

    private void save(int request, Fault fault) {
        if (!failed.contains(request) && !sessions.save(request, fault)) {
            fail(request);
        }
    }

    private void fail(int request) {
        failed.add(request);
        sessions.fail(request);
    }

    private void leave(int request) {
        save(request, Fault.NONE);
        sessions.end(request);
        over.add(request);
    }
}
