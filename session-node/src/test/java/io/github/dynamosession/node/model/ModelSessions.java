package io.github.dynamosession.node.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rules of overlapping requests, without bytes, locks and threads. Who changes something saves it, or drops it: each
 * request has a list of what it has set or removed, and of the objects that it was handed.
 */
final class ModelSessions implements Sessions {

    /** What no object is equal to: a save of it has failed, and may have been applied. */
    private static final List<Integer> IN_DOUBT = List.of(Integer.MIN_VALUE);

    /** A request. An object that it was handed is in {@code before} if another request was yet to save it. */
    private static final class Request {
        final Node node;
        final Map<String, Own> own = new LinkedHashMap<>();
        final List<Held> held = new ArrayList<>();

        @Nullable
        Integer interval;

        int intervalTurn;
        boolean failed;
        boolean over;

        Request(Node node) {
            this.node = node;
        }

        @Nullable
        Held held(List<Integer> object) {
            return held.stream().filter(each -> each.object == object).findAny().orElse(null);
        }
    }

    /**
     * @param object null: removed
     * @param mayBeStoredYet whether another request had set what is removed, and may save that
     */
    private record Own(@Nullable List<Integer> object, int turn, boolean mayBeStoredYet) {}

    private static final class Held {
        final String name;
        final List<Integer> object;

        @Nullable
        List<Integer> before;

        boolean overridden; // by another request, which is yet to save that

        Held(String name, List<Integer> object, @Nullable List<Integer> before) {
            this.name = name;
            this.object = object;
            this.before = before;
        }
    }

    /** What the requests of a node see under a name. */
    private static final class Cell {
        @Nullable
        List<Integer> object;

        @Nullable
        List<Integer> stored; // as this node knows it

        @Nullable
        Request setter; // who set or removed it, and is yet to save that
    }

    private static final class Node {
        final Map<String, Cell> cells = new HashMap<>();
        final Map<List<Integer>, List<Integer>> asSaved = new IdentityHashMap<>();
        int interval = 30;

        Cell cell(String name) {
            return cells.computeIfAbsent(name, n -> new Cell());
        }
    }

    /** What a save writes. */
    private static final class Draft {
        final Map<String, Optional<List<Integer>>> changes = new LinkedHashMap<>();
        final Map<String, Optional<List<Integer>>> known = new HashMap<>();
        final Map<String, List<Integer>> objects = new HashMap<>();

        @Nullable
        Integer interval;
    }

    private final Map<String, List<Integer>> store = new HashMap<>(Map.of("cart", List.of(0)));
    private int storedInterval = 30;
    private final Deque<Draft> late = new ArrayDeque<>();
    private final List<Request> requests = new ArrayList<>();
    private final Map<Integer, Node> nodes = new HashMap<>();
    private int turn;

    ModelSessions(List<Integer> nodesOfRequests) {
        nodesOfRequests.forEach(node -> requests.add(new Request(nodes.computeIfAbsent(node, n -> new Node()))));
    }

    private Set<Request> others(Request request) {
        Set<Request> others = Collections.newSetFromMap(new IdentityHashMap<>());
        requests.stream()
                .filter(other -> other != request && other.node == request.node && !other.over)
                .forEach(others::add);
        return others;
    }

    // ------------------------------------------------------------ in and out

    @Override
    public void join(int number) {
        Node node = requests.get(number).node;
        Set<String> names = new TreeSet<>(store.keySet());
        names.addAll(node.cells.keySet());
        for (String name : names) {
            refresh(node, name, node.cell(name), store.get(name));
        }
        node.interval = storedInterval;
    }

    private static void refresh(Node node, String name, Cell cell, @Nullable List<Integer> theirs) {
        List<Integer> asSaved = node.asSaved.get(cell.object);
        boolean upToDate =
                Objects.equals(cell.stored, theirs) && (cell.setter != null || Objects.equals(asSaved, theirs));
        if (upToDate) {
            return;
        }
        cell.stored = theirs;
        boolean changedHere = cell.setter != null || (cell.object != null && !cell.object.equals(asSaved));
        if (!changedHere) {
            load(node, cell);
        } else if (theirs == null && cell.object == null && cell.setter != null) {
            removedElsewhere(name, cell, cell.setter);
        }
    }

    /** There is nothing left to remove, but for what another request of this node may save yet. */
    private static void removedElsewhere(String name, Cell cell, Request remover) {
        Own own = remover.own.get(name);
        if (own != null && !own.mayBeStoredYet()) {
            remover.own.remove(name);
            cell.setter = null;
        }
    }

    /** What is stored gets an object of its own. */
    private static void load(Node node, Cell cell) {
        cell.setter = null;
        cell.object = cell.stored == null ? null : new ArrayList<>(cell.stored);
        if (cell.object != null) {
            node.asSaved.put(cell.object, cell.stored);
        }
    }

    @Override
    public void fail(int number) {
        Request request = requests.get(number);
        request.failed = true;
        request.interval = null;
        drop(request);
    }

    @Override
    public void end(int number) {
        Request request = requests.get(number);
        if (request.failed) {
            drop(request);
        }
        request.over = true;
        if (others(request).isEmpty()) {
            // the next one to join finds what is stored, whatever this node has
            request.node.cells.clear();
            request.node.asSaved.clear();
        }
    }

    private void drop(Request failed) {
        failed.node.cells.forEach((name, cell) -> {
            List<Integer> object = cell.object;
            if (cell.setter == failed) {
                giveWay(failed, name, cell);
            } else if (cell.setter == null
                    && object != null
                    && failed.held(object) != null
                    && others(failed).stream().allMatch(other -> other.failed || other.held(object) == null)) {
                load(failed.node, cell);
            }
        });
        failed.own.clear();
        failed.held.removeIf(held -> failed.node.cell(held.name).object != held.object);
    }

    /** What another request has set or removed before, and is yet to save, else what is stored. */
    private void giveWay(Request failed, String name, Cell cell) {
        Request before = null;
        for (Request other : others(failed)) {
            Own own = other.own.get(name);
            if (own != null
                    && (before == null
                            || own.turn()
                                    > Objects.requireNonNull(before.own.get(name))
                                            .turn())) {
                before = other;
            }
        }
        if (before == null) {
            load(failed.node, cell);
        } else {
            cell.setter = before;
            cell.object = Objects.requireNonNull(before.own.get(name)).object();
            before.held.stream().filter(held -> held.object == cell.object).forEach(held -> held.overridden = false);
        }
    }

    // ------------------------------------------------------------ uses

    @Override
    public @Nullable List<Integer> get(int number, String name) {
        Request request = requests.get(number);
        Cell cell = request.node.cell(name);
        List<Integer> object = cell.object;
        if (object != null && request.held(object) == null) {
            boolean anothers = cell.setter != null && cell.setter != request;
            request.held.add(new Held(name, object, anothers ? List.copyOf(object) : null));
        }
        return object;
    }

    @Override
    public void set(int number, String name, List<Integer> object) {
        Request request = requests.get(number);
        Cell cell = request.node.cell(name);
        displace(request, name, cell);
        cell.object = object;
        cell.setter = request;
        request.own.put(name, new Own(object, ++turn, false));
        request.held.add(new Held(name, object, null));
    }

    @Override
    public void remove(int number, String name) {
        Request request = requests.get(number);
        Cell cell = request.node.cell(name);
        if (cell.object == null) {
            return;
        }
        boolean anothers = others(request).stream().anyMatch(other -> other.own.containsKey(name));
        displace(request, name, cell);
        cell.object = null;
        if (cell.stored != null || anothers) {
            cell.setter = request;
            request.own.put(name, new Own(null, ++turn, anothers));
        } else {
            cell.setter = null;
            request.own.remove(name);
        }
    }

    /** What a request has no more by its own doing; others may still save what they have changed in it before. */
    private void displace(Request request, String name, Cell cell) {
        List<Integer> object = cell.object;
        request.held.removeIf(held -> held.name.equals(name));
        for (Request other : others(request)) {
            other.held.removeIf(held -> held.object == object && cell.setter == request);
            other.held.stream().filter(held -> held.object == object).forEach(held -> held.overridden = true);
        }
    }

    @Override
    public void setInterval(int number, int minutes) {
        requests.get(number).interval = minutes;
        requests.get(number).intervalTurn = ++turn;
    }

    // ------------------------------------------------------------ saves

    @Override
    public boolean save(int number, Fault fault) {
        Request request = requests.get(number);
        bringBack(request);
        Draft draft = draft(request);
        removeWhatIsNotStored(request, draft);
        if (draft.changes.isEmpty() && draft.interval == null) {
            return true;
        }
        if (fault == Fault.LATE) {
            late.add(draft);
        } else if (fault != Fault.REFUSED) {
            apply(draft);
        }
        draft.changes.keySet().forEach(name -> {
            if (fault == Fault.NONE) {
                settle(request, name, draft);
            } else {
                doubt(request.node, request.node.cell(name));
            }
        });
        if (fault == Fault.NONE && request.interval != null) { // those that were wished before no longer count
            others(request).stream()
                    .filter(other -> other.intervalTurn < request.intervalTurn)
                    .forEach(other -> other.interval = null);
            request.interval = null;
        }
        return fault == Fault.NONE;
    }

    /** Nothing is to be written for it; but what others had set before no longer counts. */
    private void removeWhatIsNotStored(Request request, Draft draft) {
        Map<String, Own> done = new HashMap<>(request.own);
        done.keySet().removeAll(draft.changes.keySet());
        done.forEach((name, removed) -> {
            request.own.remove(name);
            overtake(request, name, removed);
        });
    }

    private void overtake(Request request, String name, Own by) {
        others(request)
                .forEach(other ->
                        other.own.computeIfPresent(name, (n, before) -> before.turn() < by.turn() ? null : before));
    }

    private static void doubt(Node node, Cell cell) {
        if (cell.setter == null && cell.object != null) {
            node.asSaved.put(cell.object, IN_DOUBT);
        }
    }

    /** What the request was handed and has changed since is the session's again, unless another one is yet to be saved. */
    private void bringBack(Request request) {
        for (Held held : latestFirst(request)) {
            Cell cell = request.node.cell(held.name);
            if (held.object != cell.object && cell.setter == null && isChanged(request, held)) {
                cell.object = held.object;
                cell.setter = request;
                requests.forEach(
                        each -> Optional.ofNullable(each.held(held.object)).ifPresent(its -> its.overridden = false));
                request.own.put(held.name, new Own(held.object, ++turn, false));
            }
        }
    }

    private static List<Held> latestFirst(Request request) {
        List<Held> latestFirst = new ArrayList<>(request.held);
        Collections.reverse(latestFirst);
        return latestFirst;
    }

    private static boolean isChanged(Request request, Held held) {
        List<Integer> before = held.before != null ? held.before : request.node.asSaved.get(held.object);
        return before != null && !held.object.equals(before);
    }

    /** What is the session's comes first, then what the request had set or removed before another one did. */
    private Draft draft(Request request) {
        Draft draft = new Draft();
        request.node.cells.forEach((name, cell) -> {
            Own own = request.own.get(name);
            List<Held> changed = latestFirst(request).stream()
                    .filter(held -> held.name.equals(name) && isChanged(request, held))
                    .toList();
            Optional<Held> current = changed.stream()
                    .filter(held -> held.object == cell.object && (cell.setter == null || held.before != null))
                    .findFirst();
            if (own != null && (cell.setter == request || current.isEmpty())) {
                if (own.object() == null && own.mayBeStoredYet()) {
                    remove(draft, cell, name);
                } else {
                    add(draft, request, cell, name, own.object());
                }
            } else if (current.isPresent() || isChangedByNobody(request.node, cell)) {
                add(draft, request, cell, name, cell.object);
            } else {
                changed.stream()
                        .filter(held -> held.object != cell.object)
                        .findFirst()
                        .ifPresent(held -> add(draft, request, cell, name, held.object));
            }
        });
        draft.interval = request.interval;
        return draft;
    }

    /** Such as by a request that had failed and dropped the object, before another one made it the session's again. */
    private boolean isChangedByNobody(Node node, Cell cell) {
        List<Integer> object = cell.object;
        return cell.setter == null
                && object != null
                && !object.equals(node.asSaved.get(object))
                && requests.stream().noneMatch(each -> each.node == node && !each.over && each.held(object) != null);
    }

    private static void add(Draft draft, Request request, Cell cell, String name, @Nullable List<Integer> object) {
        if (object != null) {
            draft.changes.put(name, Optional.of(List.copyOf(object)));
            draft.objects.put(name, object);
            draft.known.put(name, Optional.ofNullable(cell.stored));
        } else if (cell.setter == request || cell.stored != null) {
            remove(draft, cell, name);
        }
    }

    private static void remove(Draft draft, Cell cell, String name) {
        draft.changes.put(name, Optional.empty());
        draft.known.put(name, Optional.ofNullable(cell.stored));
    }

    private void settle(Request request, String name, Draft draft) {
        Cell cell = request.node.cell(name);
        List<Integer> object = draft.objects.get(name);
        boolean current = cell.object == object && (object != null || cell.setter == request);
        cell.stored = draft.changes.get(name).orElse(null);
        Own own = request.own.remove(name);
        if (!current && own != null && own.object() == object) {
            overtake(request, name, own);
        }
        if (current) {
            cell.setter = null;
            others(request).forEach(other -> other.own.remove(name));
            requests.stream()
                    .filter(each -> each.node == request.node)
                    .forEach(each -> each.held.removeIf(held -> held.overridden && held.name.equals(name)));
        }
        if (object != null) {
            request.node.asSaved.put(object, draft.changes.get(name).orElseThrow());
            requests.forEach(each -> Optional.ofNullable(each.held(object)).ifPresent(held -> held.before = null));
        }
    }

    @Override
    public void arrive() {
        Draft draft = late.poll();
        if (draft != null && isKnown(draft)) {
            apply(draft);
        }
    }

    /** A save that arrives late undoes nothing. */
    private boolean isKnown(Draft draft) {
        return draft.known.entrySet().stream().allMatch(known -> Optional.ofNullable(store.get(known.getKey()))
                .equals(known.getValue()));
    }

    private void apply(Draft draft) {
        draft.changes.forEach(
                (name, value) -> value.ifPresentOrElse(content -> store.put(name, content), () -> store.remove(name)));
        if (draft.interval != null) {
            storedInterval = draft.interval;
        }
    }

    @Override
    public Map<String, List<Integer>> stored() {
        Map<String, List<Integer>> stored = new HashMap<>(store);
        stored.put("interval", List.of(storedInterval));
        return stored;
    }
}
