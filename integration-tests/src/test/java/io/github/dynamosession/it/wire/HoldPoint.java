package io.github.dynamosession.it.wire;

import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.extension.requestfilter.StubRequestFilterV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.github.dynamosession.it.wire.HeldCall.Moment;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** The two places of the wire where calls can be held. */
final class HoldPoint {

    private static final String INVOCATION = "amz-sdk-invocation-id";

    private final List<HeldCall> holds = new CopyOnWriteArrayList<>();
    private final List<LateCall> late = new CopyOnWriteArrayList<>();

    HeldCall add(HeldCall hold) {
        holds.add(hold);
        return hold;
    }

    LateCall add(LateCall call) {
        late.add(call);
        return call;
    }

    void releaseAll() {
        holds.forEach(HeldCall::close);
        holds.clear();
        late.forEach(LateCall::close);
        late.clear();
    }

    private boolean heldUp(Request request, Moment here) {
        return holds.stream()
                .map(hold -> hold.stop(target(request), header(request, INVOCATION), here))
                .reduce(false, Boolean::logicalOr);
    }

    private static String target(Request request) {
        return header(request, StoreWire.TARGET);
    }

    private static String header(Request request, String name) {
        return Objects.requireNonNullElse(request.getHeader(name), "");
    }

    StubRequestFilterV2 there() {
        return new StubRequestFilterV2() {
            @Override
            public RequestFilterAction filter(Request request, ServeEvent event) {
                late.forEach(call -> call.there(target(request), event.getId()));
                return heldUp(request, Moment.BEFORE_DYNAMODB)
                        ? RequestFilterAction.stopWith(ResponseDefinition.notConfigured())
                        : RequestFilterAction.continueWith(request);
            }

            @Override
            public String getName() {
                return "hold-there";
            }
        };
    }

    ResponseTransformerV2 back() {
        return new ResponseTransformerV2() {
            @Override
            public Response transform(Response answer, ServeEvent event) {
                late.forEach(call -> call.back(event.getId()));
                heldUp(event.getRequest(), Moment.BEFORE_THE_ANSWER);
                return answer;
            }

            @Override
            public String getName() {
                return "hold-back";
            }
        };
    }
}
