package io.github.dynamosession.testapp;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The application's page for the status 409; it runs after the context's pipeline and changes the session there. */
public final class ErrorPageServlet extends HttpServlet {

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.getSession().setAttribute("page", String.valueOf(request.getParameter("value")));
        response.getWriter().println("the application's error page");
    }
}
