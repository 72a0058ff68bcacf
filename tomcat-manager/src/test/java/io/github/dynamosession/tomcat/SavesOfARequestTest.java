package io.github.dynamosession.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardContext;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each step of a request changes the session; at most one save comes before the commit of the response, and one after it. */
final class SavesOfARequestTest {

    private final EmbeddedTomcat node = new EmbeddedTomcat();
    private final DynamoDbManager manager = EmbeddedTomcat.manager();
    private final Client client = new Client();
    private Context context;
    private int change;

    @BeforeEach
    void start() {
        context = node.webapp("", this::serve);
        context.setManager(manager);
        ErrorPage errorPage = new ErrorPage();
        errorPage.setErrorCode(404);
        errorPage.setLocation("/change/on-the-error-page");
        context.addErrorPage(errorPage);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private void serve(HttpServletRequest request, HttpServletResponse response) throws Exception {
        change(request);
        switch (request.getRequestURI()) {
            case "/missing" -> response.sendError(404);
            case "/long" -> {
                response.getWriter().print("x".repeat(100_000));
                change(request);
            }
            case "/forward" -> {
                request.getRequestDispatcher("/change/forwarded").forward(request, response);
                change(request);
            }
            case "/unstorable" -> request.getSession().setAttribute("list", unstorable());
            default -> response.getWriter().print("done");
        }
    }

    private static List<Object> unstorable() {
        return new ArrayList<>(List.of(new Thread()));
    }

    private void change(HttpServletRequest request) {
        request.getSession().setAttribute("change", Integer.toString(change++));
    }

    private void listenToTheEndOfRequests() {
        ((StandardContext) context).addApplicationEventListener(new ServletRequestListener() {
            @Override
            public void requestDestroyed(ServletRequestEvent event) {
                change((HttpServletRequest) event.getServletRequest());
            }
        });
    }

    private long savesOf(String page) {
        node.start();
        client.get(node.uri("/first"));
        long before = manager.running().node().statistics().saves();
        client.get(node.uri(page));
        long saves = manager.running().node().statistics().saves() - before;
        assertThat(stored()).isEqualTo(change - 1);
        return saves;
    }

    private int stored() {
        EmbeddedTomcat other = new EmbeddedTomcat();
        StringBuilder seen = new StringBuilder();
        other.webapp("", (request, response) -> seen.append(request.getSession().getAttribute("change")))
                .setManager(EmbeddedTomcat.manager());
        client.get(other.start().uri("/"));
        other.close();
        return Integer.parseInt(seen.toString());
    }

    @Test
    void aShortAnswerIsOneSave() {
        assertThat(savesOf("/change")).isOne();
    }

    @Test
    void aListenerToTheEndOfTheRequestBelongsToThatSave() {
        listenToTheEndOfRequests();
        assertThat(savesOf("/change")).isOne();
    }

    @Test
    void anErrorPageBelongsToThatSave() {
        assertThat(savesOf("/missing")).isOne();
    }

    @Test
    void anErrorPageAndAListenerAreTwoSaves() {
        listenToTheEndOfRequests();
        assertThat(savesOf("/missing")).isLessThanOrEqualTo(2);
    }

    @Test
    void aForwardBelongsToThatSave() {
        assertThat(savesOf("/forward")).isOne();
    }

    @Test
    void aLongAnswerIsOneSaveBeforeItsHeaderAndOneAtItsEnd() {
        listenToTheEndOfRequests();
        assertThat(savesOf("/long")).isEqualTo(2);
    }

    @Test
    void aClientWhoseFirstAnswerIsAnErrorForOneValueGetsItsCookie() {
        node.start();

        HttpResponse<String> first = client.get(node.uri("/unstorable"));

        assertThat(first.statusCode()).isEqualTo(500);
        assertThat(client.hasCookie()).isTrue();
        assertThat(stored()).isEqualTo(change - 1);
    }

    @Test
    void soDoesOneWhoseErrorIsFoundAtTheCommit() {
        listenToTheEndOfRequests(); // so that the commit finds out
        node.start();

        HttpResponse<String> first = client.get(node.uri("/unstorable"));

        assertThat(first.statusCode()).isEqualTo(500);
        assertThat(first.headers().allValues("Set-Cookie")).hasSize(1);
        assertThat(stored()).isEqualTo(change - 1);
    }
}
