package io.github.dynamosession.node.model;

import io.github.dynamosession.node.model.Step.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What some requests of one session do, one step after the other.
 *
 * @param nodes the node of each request
 */
record Program(List<Integer> nodes, List<Step> steps) {

    private static final List<String> NAMES = List.of("cart", "user");
    private static final int MOST_STEPS = 16;

    /** Those that change something are more likely than faults. */
    private static final List<Kind> KINDS = List.of(
            Kind.JOIN,
            Kind.GET,
            Kind.GET,
            Kind.GET,
            Kind.SET,
            Kind.SET,
            Kind.REMOVE,
            Kind.CHANGE,
            Kind.CHANGE,
            Kind.CHANGE,
            Kind.INTERVAL,
            Kind.SAVE,
            Kind.SAVE,
            Kind.SAVE_REFUSED,
            Kind.SAVE_UNANSWERED,
            Kind.SAVE_LATE,
            Kind.ARRIVAL,
            Kind.FAIL,
            Kind.LEAVE);

    /** Two to four requests on one to three nodes; the same for the same seed. */
    static Program random(long seed) {
        Random random = new Random(seed);
        int nodes = 1 + random.nextInt(3);
        List<Integer> requests = IntStream.range(0, 2 + random.nextInt(3))
                .mapToObj(request -> random.nextInt(nodes))
                .toList();
        List<Step> steps = new ArrayList<>();
        IntStream.range(0, requests.size()).forEach(request -> steps.add(new Step(Kind.JOIN, request, "", 0)));
        int count = 3 + random.nextInt(MOST_STEPS - 2);
        for (int i = 0; i < count; i++) {
            steps.add(new Step(
                    KINDS.get(random.nextInt(KINDS.size())),
                    random.nextInt(requests.size()),
                    NAMES.get(random.nextInt(NAMES.size())),
                    i + 1));
        }
        return new Program(requests, steps);
    }

    /** The smallest part of this program that still fails, as far as leaving out steps one by one shows it. */
    Program shrunk(Predicate<Program> fails) {
        Program smallest = this;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (int i = 0; i < smallest.steps.size() && !smaller; i++) {
                List<Step> fewer = new ArrayList<>(smallest.steps);
                fewer.remove(i);
                Program candidate = new Program(nodes, fewer);
                if (fails.test(candidate)) {
                    smallest = candidate;
                    smaller = true;
                }
            }
        }
        return smallest;
    }

    @Override
    public String toString() {
        return "requests on nodes " + nodes + ":\n  "
                + steps.stream().map(Step::toString).collect(Collectors.joining("\n  "));
    }
}
