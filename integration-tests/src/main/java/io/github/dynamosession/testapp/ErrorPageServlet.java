package io.github.dynamosession.testapp;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The page for the status 409; it runs after the context's pipeline and sets the attribute {@code user} there. */
public final class ErrorPageServlet extends HttpServlet {

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.getSession().setAttribute("user", String.valueOf(request.getParameter("page")));
        response.getWriter().println("the application's error page");
    }
}
