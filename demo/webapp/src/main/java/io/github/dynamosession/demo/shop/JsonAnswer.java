package io.github.dynamosession.demo.shop;

import com.fasterxml.jackson.jr.ob.JSON;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** An answer that no one keeps: the next one may be of another node. */
final class JsonAnswer {

    private JsonAnswer() {}

    static void write(HttpServletResponse response, Object answer) throws IOException {
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        JSON.std.write(answer, response.getOutputStream());
    }
}
