package io.github.dynamosession.demo.shop;

import com.fasterxml.jackson.jr.ob.JSON;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;

/** An answer that no one keeps: the next one may be of another node. */
final class JsonAnswer {

    /**
     * With {@code -Ddemo.leaves.answers.open} the container ends the answer, after the servlet has returned. As a rule the
     * library does, as many do, and the client has it before that.
     */
    private static final boolean LEFT_OPEN = Boolean.getBoolean("demo.leaves.answers.open");

    private JsonAnswer() {}

    static void write(HttpServletResponse response, Object answer) throws IOException {
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        OutputStream out = response.getOutputStream();
        if (LEFT_OPEN) {
            out.write(JSON.std.asBytes(answer));
        } else {
            JSON.std.write(answer, out);
        }
    }
}
