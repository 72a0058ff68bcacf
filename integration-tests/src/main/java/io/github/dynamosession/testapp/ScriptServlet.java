package io.github.dynamosession.testapp;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;

/**
 * Carries out the steps of the query in their order, as in {@code /do?step=set:user:ann&step=flush&step=get:user}, and
 * answers one line {@code step=result} for each step that has a result. {@link SessionSteps}, {@link ResponseSteps},
 * {@link AsyncSteps} and {@link NodeSteps} list the steps.
 */
public final class ScriptServlet extends HttpServlet {

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setContentType("text/plain;charset=UTF-8");
        String[] steps = request.getParameterValues("step");
        Script.handedOver(request)
                .orElseGet(() -> new Script(Arrays.asList(steps == null ? new String[0] : steps)))
                .run(request, response);
    }
}
