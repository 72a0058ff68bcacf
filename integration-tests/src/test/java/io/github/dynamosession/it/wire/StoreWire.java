package io.github.dynamosession.it.wire;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.dynamosession.it.wire.HeldCall.Moment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A proxy before DynamoDB that nodes take for DynamoDB: lets calls fail, holds them, counts them. Faults and holds
 * last until {@link #heal}.
 */
public final class StoreWire implements AutoCloseable {

    static final String TARGET = "X-Amz-Target";

    private static final String LOOPBACK = "127.0.0.1";
    /** Every held or delayed call occupies one; no test makes that many at once. */
    private static final int THREADS = 150;

    private static final int BELOW_EVERY_FAULT = 10;

    private final URI dynamoDb;
    private final HoldPoint holds = new HoldPoint();
    private WireMockServer server;
    private @Nullable Socket refusal;

    private StoreWire(URI dynamoDb) {
        this.dynamoDb = dynamoDb;
        this.server = open(0);
    }

    /** Opens a wire to DynamoDB on a free port. */
    public static StoreWire to(URI dynamoDb) {
        return new StoreWire(dynamoDb);
    }

    /** What nodes are configured with instead of DynamoDB's own address. */
    public URI endpoint() {
        return URI.create("http://" + LOOPBACK + ":" + port());
    }

    /** From now on calls of this kind fail. */
    public void fail(StoreCall call, StoreFault fault) {
        server.stubFor(to(call).willReturn(fault.response(dynamoDb)));
    }

    /** From now on values with items of their own cannot be read; sessions can. */
    public void failReadsOfLargeValues(StoreFault fault) {
        server.stubFor(
                to(StoreCall.GET_ITEM).withRequestBody(containing("overflow#")).willReturn(fault.response(dynamoDb)));
    }

    /** From now on a policy forbids queries. */
    public void denyQueries() {
        server.stubFor(to(StoreCall.QUERY).willReturn(StoreFault.denied()));
    }

    /** The next call of this kind fails. */
    public void failOnce(StoreCall call, StoreFault fault) {
        server.stubFor(to(call).inScenario(UUID.randomUUID().toString())
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("over")
                .willReturn(fault.response(dynamoDb)));
    }

    /** From now on calls of this kind are held. */
    public HeldCall hold(StoreCall call, Moment moment) {
        return holds.add(new HeldCall(call, moment, false));
    }

    /** The next call of this kind is held, with what the node repeats of it; later ones pass. */
    public HeldCall holdNext(StoreCall call, Moment moment) {
        return holds.add(new HeldCall(call, moment, true));
    }

    /** The first attempt of the next call of this kind will come late. */
    public LateCall delay(StoreCall call) {
        return holds.add(new LateCall(call));
    }

    /** From now on connections are refused, and those that are open are closed. */
    public void refuse() {
        int port = port();
        server.stop();
        refusal = reserve(port);
    }

    /** Ends every fault and hold. */
    public void heal() {
        holds.releaseAll();
        if (refusal == null) {
            server.resetMappings();
            forwardAll(server);
        } else {
            int port = port();
            close(refusal);
            refusal = null;
            server = open(port);
        }
    }

    /** The answered calls since the last {@link #forgetCalls}. */
    public List<WireCall> calls() {
        return server.getAllServeEvents().stream()
                .filter(event -> event.getResponse() != null)
                .map(WireCall::of)
                .toList();
    }

    public void forgetCalls() {
        server.resetRequests();
    }

    @Override
    public void close() {
        holds.releaseAll();
        server.stop();
        if (refusal != null) {
            close(refusal);
        }
    }

    private int port() {
        return refusal == null ? server.port() : refusal.getLocalPort();
    }

    private static MappingBuilder to(StoreCall call) {
        return any(anyUrl()).withHeader(TARGET, matching(call.targetPattern()));
    }

    private void forwardAll(WireMockServer server) {
        server.stubFor(WireMock.any(anyUrl()).atPriority(BELOW_EVERY_FAULT).willReturn(StoreFault.forwarded(dynamoDb)));
    }

    private WireMockServer open(int port) {
        WireMockServer opened = new WireMockServer(options()
                .bindAddress(LOOPBACK)
                .port(port)
                .containerThreads(THREADS)
                .extensions(new LostAnswer(), holds.there(), holds.back()));
        opened.start();
        forwardAll(opened);
        return opened;
    }

    /** A port that is bound but does not listen refuses connections, and no other process can get it meanwhile. */
    private static Socket reserve(int port) {
        try {
            Socket socket = new Socket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(LOOPBACK, port));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
