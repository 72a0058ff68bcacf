package io.github.dynamosession.it;

import java.net.URI;
import java.net.http.HttpHeaders;

/** A response. A step's result is text; that of something absent is {@link #NONE}. */
public record Answer(int status, HttpHeaders headers, String body) {

    static final String NONE = "null";

    /** The result of a step that this request ran. */
    String of(String step) {
        return body.lines()
                .filter(line -> line.startsWith(step + "="))
                .map(line -> line.substring(step.length() + 1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no result of " + step + " in " + this));
    }

    /** Where a redirect leads to, on whatever node. */
    String location() {
        URI target = URI.create(headers.firstValue("Location").orElseThrow(() -> new AssertionError(toString())));
        return target.getRawQuery() == null ? target.getRawPath() : target.getRawPath() + "?" + target.getRawQuery();
    }

    public Answer ok() {
        if (status != 200) {
            throw new AssertionError(toString());
        }
        return this;
    }

    /** Enough of it for a message. */
    @Override
    public String toString() {
        return "status " + status + ": " + body.substring(0, Math.min(body.length(), 200));
    }
}
