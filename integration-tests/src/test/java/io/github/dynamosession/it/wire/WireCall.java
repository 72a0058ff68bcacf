package io.github.dynamosession.it.wire;

import com.github.tomakehurst.wiremock.stubbing.ServeEvent;

/**
 * One call that passed the wire.
 *
 * @param operation as DynamoDB names it, such as {@code GetItem}
 * @param bytes of the request's and the answer's body
 * @param request its body
 */
public record WireCall(String operation, int bytes, String request) {

    static WireCall of(ServeEvent event) {
        String target = event.getRequest().getHeader(StoreWire.TARGET);
        int answer = event.getResponse().getBody().length;
        return new WireCall(
                target.substring(target.indexOf('.') + 1),
                event.getRequest().getBody().length + answer,
                event.getRequest().getBodyAsString());
    }
}
