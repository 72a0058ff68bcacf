package io.github.dynamosession.simulation.cluster;

import io.github.dynamosession.simulation.network.Weather;
import io.github.dynamosession.simulation.table.MemoryTable;
import io.github.dynamosession.simulation.world.World;
import java.time.Duration;

/** What happens to the nodes, their clocks and the table while the shop is open: every few seconds something. */
final class Chaos implements Runnable {

    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration VERY_LONG = Duration.ofMinutes(3);
    /** Nodes may differ by less than the interval of the sweep. */
    private static final Duration CLOCK_ERROR = Duration.ofSeconds(4);

    private final World world;
    private final Cluster cluster;
    private final Weather weather;
    private final MemoryTable table;

    Chaos(World world, Cluster cluster, Weather weather, MemoryTable table) {
        this.world = world;
        this.cluster = cluster;
        this.weather = weather;
        this.table = table;
    }

    @Override
    public void run() {
        while (true) {
            world.sleep(world.between(SHORT, LONG));
            switch (world.random().nextInt(5)) {
                case 0 -> {
                    cluster.crash(cluster.anyNode());
                    cluster.startOne();
                }
                case 1 -> world.pause(cluster.anyNode().host(), world.between(SHORT, world.once(4) ? VERY_LONG : LONG));
                case 2 -> cluster.anyNode().host().setClockError(world.between(CLOCK_ERROR.negated(), CLOCK_ERROR));
                case 3 -> {
                    weather.setTableGone(true);
                    world.sleep(world.between(SHORT, LONG));
                    weather.setTableGone(false);
                }
                default ->
                    table.expire(world.instant()
                            .minus(world.between(Duration.ZERO, VERY_LONG))
                            .getEpochSecond());
            }
        }
    }
}
