package io.github.dynamosession.simulation.network;

import io.github.dynamosession.simulation.world.World;
import java.time.Duration;

/**
 * How bad things are between nodes and table: each fault comes once in so many times. What its fields say holds for what is sent from
 * then on.
 */
public final class Weather {

    /** Never, for as long as any simulation lasts. */
    public static final int NEVER = Integer.MAX_VALUE;

    private static final Duration QUICK = Duration.ofMillis(1);
    private static final Duration USUAL = Duration.ofMillis(5);
    /** DynamoDB refuses what was signed earlier than this. */
    private static final Duration LATEST = Duration.ofMinutes(5);

    private final World world;
    private final Rates rates;
    private boolean tableGone;

    /**
     * What goes wrong once in so many attempts.
     *
     * @param lost the attempt never reaches the table
     * @param late it reaches it, up to five minutes later
     * @param doubled it reaches it, and once more up to five minutes later
     * @param unanswered it reaches it, and the answer never comes back
     * @param throttled the table refuses it, for the moment
     * @param broken the table says that it has an internal error, before or after it did what it was asked
     * @param conflicting another transaction is under way
     */
    public record Rates(int lost, int late, int doubled, int unanswered, int throttled, int broken, int conflicting) {

        public static final Rates CALM = new Rates(NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER);
        /** All but attempts that are late. */
        public static final Rates STORM = new Rates(100, NEVER, NEVER, 60, 60, 80, 60);
        /** All of it: shows the hazards that docs/design/promises.md lists. */
        public static final Rates LATE = new Rates(100, 60, 80, 60, 60, 80, 60);
    }

    public Weather(World world, Rates rates) {
        this.world = world;
        this.rates = rates;
    }

    Rates rates() {
        return rates;
    }

    /** While it is gone nothing reaches the table, and no answer comes back. */
    public void setTableGone(boolean gone) {
        tableGone = gone;
    }

    boolean isTableGone() {
        return tableGone;
    }

    Duration usual() {
        return world.between(QUICK, USUAL);
    }

    /** Most are seconds late, some minutes. */
    Duration late() {
        return world.once(2) ? world.between(QUICK, Duration.ofSeconds(10)) : world.between(QUICK, LATEST);
    }

    /** How far an index is behind: most of the time little. */
    public Duration indexLag() {
        return world.once(20) ? world.between(QUICK, Duration.ofSeconds(10)) : usual();
    }

    /** Whether a read that need not be consistent is behind. */
    public boolean isReadBehind() {
        return world.once(20);
    }
}
