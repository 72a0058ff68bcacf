package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.it.CommandLine.Outcome;
import io.github.dynamosession.it.wire.StoreWire;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trap 32, for operators: the tool, on sessions that real nodes have made. */
final class CommandLineIT {

    private static final URI DYNAMO_DB = DynamoDbLocal.shared().endpoint();

    private final CommandLine tool = new CommandLine(DYNAMO_DB, WiredNode.TABLE.name());
    private final Node tomcat = WiredNode.of(ContainerKind.TOMCAT_10_1);
    private final Node jetty = WiredNode.of(ContainerKind.JETTY_12_0);
    private final String user = "ann " + UUID.randomUUID();

    private Browser loggedIn(Node node) {
        Browser browser = new Browser();
        browser.on(node, "set:io.github.dynamosession.user:" + user, "set:cart:secret")
                .ok();
        return browser;
    }

    private static String handle(Browser browser, Node node) {
        return browser.ask(node, "handle");
    }

    /** One line that says what is wrong. */
    private static void assertRefused(Outcome outcome, int status, String... message) {
        assertThat(outcome.status()).as(outcome.toString()).isEqualTo(status);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines())
                .singleElement()
                .asString()
                .startsWith("dynamosession: ")
                .contains(message);
    }

    @Test
    void sessionsOfAUserAreListedShownAndEnded() throws Exception {
        Browser first = loggedIn(tomcat);
        Browser second = loggedIn(jetty);
        Browser third = loggedIn(tomcat);
        String spared = handle(second, tomcat);

        assertThat(tool.run("user sessions", user).lines())
                .hasSize(4)
                .extracting(line -> line.split(" +")[0])
                .containsExactly("HANDLE", handle(first, tomcat), spared, handle(third, tomcat));

        Outcome shown = tool.run("session show", spared);
        assertThat(shown.status()).as(shown.toString()).isZero();
        assertThat(shown.err()).isEmpty();
        assertThat(shown.lines())
                .contains("handle           " + spared, "state            living", "user             " + user)
                .anyMatch(line -> line.matches("attribute-bytes +\\d+ +cart"))
                .anyMatch(line -> line.matches("item-bytes +\\d+"));
        assertThat(shown.out()).doesNotContain("secret");

        assertThat(tool.run("user revoke", user, handle(first, tomcat)).out()).isEqualTo("revoked 1 session\n");
        assertThat(tool.run("user revoke", user, "--except=" + spared).out()).isEqualTo("revoked 1 session\n");
        assertThat(first.ask(jetty, "id")).isEqualTo(Answer.NONE);
        assertThat(third.ask(jetty, "id")).isEqualTo(Answer.NONE);
        assertThat(second.ask(tomcat, "get:cart")).isEqualTo("secret");

        assertThat(tool.run("session revoke", spared).out()).isEqualTo("revoked 1 session\n");
        assertThat(second.ask(jetty, "id")).isEqualTo(Answer.NONE);
        assertThat(tool.run("session show", spared).lines()).contains("state            revoked");
        assertRefused(tool.run("session revoke", spared), 1, "no session " + spared);
        assertRefused(tool.run("user sessions", user), 1, "no sessions of " + user);
    }

    @Test
    void allSessionsOfAUserAreEnded() throws Exception {
        Browser first = loggedIn(tomcat);
        Browser second = loggedIn(jetty);

        assertRefused(tool.run("user revoke", user, "--except=" + "x".repeat(43)), 1, "no such session of " + user);
        assertThat(tool.run("user revoke", user, "--all").out()).isEqualTo("revoked 2 sessions\n");

        assertThat(first.ask(jetty, "id")).isEqualTo(Answer.NONE);
        assertThat(second.ask(tomcat, "id")).isEqualTo(Answer.NONE);
    }

    @Test
    void aTableIsMadeOnceAndChecked() throws Exception {
        CommandLine fresh = new CommandLine(DYNAMO_DB, "table-" + UUID.randomUUID());

        assertRefused(fresh.run("table check"), 1, "table " + fresh.tableName(), "does not exist");
        String right = "table " + fresh.tableName() + " is as sessions need it";
        assertThat(fresh.run("table create").lines()).containsExactly(right, "its stream is off");
        assertThat(fresh.run("table check").lines()).containsExactly(right, "its stream is off");
        assertThat(fresh.run("table create", "--stream").out()).contains("its stream is on: arn:");
        assertThat(fresh.run("table check").out()).contains("its stream is on: arn:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user sessions ann",
                "user revoke --application-name=app ann",
                "user revoke --application-name=app ann --all --except=x",
                "session show --application-name=app logins#x",
                "user sessions --application-name=app --user-index-key=the-key-itself ann",
                "table drop",
                "keys list /not/there",
                "keys create /not/there/keys",
                ""
            })
    void wrongArgumentsAreOneLineAndStatusTwo(String typed) throws Exception {
        Outcome outcome = CommandLine.runAsTyped(typed.isEmpty() ? new String[0] : typed.split(" "));

        assertRefused(outcome, 2, " --help");
        assertThat(outcome.err()).doesNotContain("the-key-itself");
    }

    @TempDir
    private Path directory;

    @Test
    void keysAreMadeAndChangedInAFileThatItsOwnerAloneReads() throws Exception {
        String file = directory.resolve("keys").toString();
        String first = newKey(CommandLine.runAsTyped("keys", "create", file), "encrypts");
        String second = newKey(CommandLine.runAsTyped("keys", "add", file), "decrypts");

        assertThat(Files.getPosixFilePermissions(Path.of(file)))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertRefused(CommandLine.runAsTyped("keys", "remove", file, first), 2, "make another one the primary first");
        assertRefused(CommandLine.runAsTyped("keys", "create", file), 2, file, "already", "keys add");
        assertRefused(CommandLine.runAsTyped("keys", "promote", file, "7"), 2, "there is no key 7");

        assertThat(newKey(CommandLine.runAsTyped("keys", "promote", file, second), "encrypts"))
                .isEqualTo(second);
        CommandLine.runAsTyped("keys", "remove", file, first);
        Outcome listed = CommandLine.runAsTyped("keys", "list", file);
        assertThat(listed.lines()).hasSize(2).last().asString().matches(second + " +encrypts");
        assertThat(directory).isDirectoryContaining("glob:**/keys").isDirectoryNotContaining("glob:**/.keys*");
    }

    private static String newKey(Outcome outcome, String state) {
        assertThat(outcome.status()).as(outcome.toString()).isZero();
        return outcome.lines().stream()
                .filter(line -> line.endsWith(" " + state))
                .map(line -> line.split(" ")[0])
                .findFirst()
                .orElseThrow(() -> new AssertionError(outcome.toString()));
    }

    @Test
    void aTableThatIsNotThereIsOneLine() throws Exception {
        CommandLine elsewhere = new CommandLine(DYNAMO_DB, "not-there");

        assertRefused(elsewhere.run("user sessions", user), 1, "ResourceNotFoundException", "check tableName");
    }

    @Test
    void aMissingRightIsOneLineThatNamesTheAction() throws Exception {
        try (StoreWire wire = StoreWire.to(DYNAMO_DB)) {
            wire.denyQueries();
            CommandLine denied = new CommandLine(wire.endpoint(), tool.tableName());

            assertRefused(
                    denied.run("user sessions", user), 1, "allow this process's IAM role the action dynamodb:Query");
        }
    }

    @Test
    void aStoreThatIsNotReachedIsOneLine() throws Exception {
        try (StoreWire wire = StoreWire.to(DYNAMO_DB)) {
            wire.refuse();
            CommandLine cutOff = new CommandLine(wire.endpoint(), tool.tableName());

            assertRefused(cutOff.run("user sessions", user), 1, "cannot find sessions of a user", "endpoint");
        }
    }

    @Test
    void everyCommandHasHelp() throws Exception {
        for (String command : List.of(
                "",
                "table create",
                "table stats",
                "user sessions",
                "user revoke",
                "session show",
                "console",
                "audit")) {
            String[] words = (command + " --help").strip().split(" ");
            Outcome help = CommandLine.runAsTyped(words);
            assertThat(help.status()).isZero();
            assertThat(help.out()).contains("dynamosession " + command);
        }
    }
}
