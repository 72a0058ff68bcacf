package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tomcat's own manager application, as an operator uses it. */
final class ManagerApplication {

    private static final String USERS = """
            <tomcat-users>
              <user username="operator" password="secret"
                    roles="manager-gui,manager-script,manager-jmx,manager-status,admin-gui,admin-script"/>
            </tomcat-users>
            """;

    private static final Pattern NONCE = Pattern.compile("CSRF_NONCE=([0-9A-F]+)");
    private static final Pattern LISTED = Pattern.compile("name=\"sessionIds\" value=\"([^\"]*)\"");

    private final Node node;
    private final Browser operator = new Browser();

    ManagerApplication(Node node) {
        this.node = node;
        operator.authorize(
                "Basic " + Base64.getEncoder().encodeToString("operator:secret".getBytes(StandardCharsets.UTF_8)));
    }

    /** Lets the operator in, once the node starts. */
    static void addOperator(Path base) throws IOException {
        Files.writeString(base.resolve("conf/tomcat-users.xml"), USERS);
    }

    /** The text of any page. */
    String page(String path) {
        Answer answer = operator.get(node, path);
        assertThat(answer.status()).as(path + ": " + answer).isEqualTo(200);
        return answer.body();
    }

    /** The line of the list of applications that is about this one. */
    String listed(String context) {
        return page("/manager/text/list")
                .lines()
                .filter(line -> line.startsWith(context + ":"))
                .findFirst()
                .orElseThrow();
    }

    /** By what the page of an application's sessions names them. */
    Set<String> sessionsOf(String context) {
        return LISTED.matcher(sessionsPage(context, ""))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    String detailOf(String context, String session) {
        return sessionsPage(context, "&action=sessionDetail&sessionId=" + session + "&sessionType=Primary");
    }

    String invalidate(String context, Set<String> sessions) {
        return sessionsPage(
                context,
                "&action=invalidateSessions&"
                        + sessions.stream().map(each -> "sessionIds=" + each).collect(Collectors.joining("&")));
    }

    private String sessionsPage(String context, String action) {
        List<MatchResult> nonces =
                NONCE.matcher(page("/manager/html")).results().toList();
        return operator.post(
                        node,
                        "/manager/html/sessions",
                        "path=" + context + "&version=" + action + "&org.apache.catalina.filters.CSRF_NONCE="
                                + nonces.get(0).group(1))
                .ok()
                .body();
    }
}
