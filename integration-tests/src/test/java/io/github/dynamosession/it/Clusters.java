package io.github.dynamosession.it;

import io.github.dynamosession.cluster.DynamoDbLocal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * The clusters of all test classes of this JVM: started when the first class needs them, ended with the JVM. The store of
 * JUnit's root context would end them with each class, as Surefire's forks are given one class after the other.
 */
final class Clusters implements ArgumentsProvider {

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return Running.IN_THIS_JVM.clusters.stream().map(Arguments::of);
    }

    /** Of the newest line of each container: for what all lines have from the same classes. */
    static final class OfNewestLines implements ArgumentsProvider {

        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            return Running.IN_THIS_JVM.clusters.stream()
                    .filter(cluster -> cluster.kind().isNewest())
                    .map(Arguments::of);
        }
    }

    /** A node of each kind with one of the next kind, in both orders. */
    static final class Pairs implements ArgumentsProvider {

        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            List<Node> nodes = Running.IN_THIS_JVM.clusters.stream()
                    .map(cluster -> cluster.node(0))
                    .toList();
            return IntStream.range(0, nodes.size())
                    .mapToObj(i -> List.of(nodes.get(i), nodes.get((i + 1) % nodes.size())))
                    .flatMap(pair ->
                            Stream.of(Arguments.of(pair.get(0), pair.get(1)), Arguments.of(pair.get(1), pair.get(0))));
        }
    }

    /** One node of each kind, all at once. */
    static final class OneOfEach implements ArgumentsProvider {

        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            return Stream.of(Arguments.of(Running.IN_THIS_JVM.clusters.stream()
                    .map(cluster -> cluster.node(0))
                    .toList()));
        }
    }

    /** The clusters, and for each container one of both its versions. */
    static final class OfOneContainer implements ArgumentsProvider {

        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            List<Cluster> clusters = Running.IN_THIS_JVM.clusters;
            Stream<Arguments> alone =
                    clusters.stream().map(cluster -> Arguments.of(cluster.toString(), cluster.nodes()));
            Stream<Arguments> mixed = IntStream.of(0, 2)
                    .mapToObj(i -> Arguments.of(
                            clusters.get(i) + " and " + clusters.get(i + 1),
                            List.of(
                                    clusters.get(i).node(0),
                                    clusters.get(i + 1).node(0),
                                    clusters.get(i).node(1),
                                    clusters.get(i + 1).node(1))));
            return Stream.concat(alone, mixed);
        }
    }

    private static final class Running {

        static final Running IN_THIS_JVM = new Running();

        private final List<TestNode> running = new ArrayList<>();
        private final List<Cluster> clusters = new ArrayList<>();
        private final Table table = new Table(DynamoDbLocal.shared().endpoint(), TestNode.TABLE);

        Running() {
            for (ContainerKind kind : ContainerKind.values()) {
                List<Node> nodes = List.of(add(kind, "left"), add(kind, "right"));
                clusters.add(new Cluster(kind, nodes, table));
            }
            running.forEach(TestNode::awaitReady);
        }

        private Node add(ContainerKind kind, String route) {
            TestNode node = TestNode.start(kind, route, DynamoDbLocal.shared().endpoint());
            running.add(node);
            return node;
        }
    }
}
