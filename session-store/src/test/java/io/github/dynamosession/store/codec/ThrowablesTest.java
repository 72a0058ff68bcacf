package io.github.dynamosession.store.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.management.BadAttributeValueExpException;
import javax.naming.CommunicationException;
import javax.naming.NamingException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLHandshakeException;
import javax.security.auth.login.FailedLoginException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A failed login keeps its exception in the session, whatever the JDK gave as its cause. */
class ThrowablesTest {

    static Stream<Throwable> ofTheJdk() throws Exception {
        NamingException unreachable = new CommunicationException("ldap.example.com:389");
        unreachable.setRemainingName(new LdapName("cn=Ann,dc=example"));
        unreachable.setRootCause(new ConnectException("refused"));
        SQLException chained = new SQLTimeoutException("too slow", "08001", 7);
        chained.setNextException(new SQLException("next"));
        return Stream.of(
                unreachable,
                chained,
                new ExecutionException(new FailedLoginException("wrong password")),
                new SSLHandshakeException("no certificate"),
                new ExceptionInInitializerError(new IllegalStateException("why")),
                new java.security.cert.CertPathValidatorException("path", new ConnectException("refused")));
    }

    @ParameterizedTest
    @MethodSource("ofTheJdk")
    void anExceptionOfTheJdkIsStoredAsItIs(Throwable cause) {
        Throwable copy = Codecs.copy(new LoginFailed(cause)).getCause();
        assertThat(copy)
                .hasSameClassAs(cause)
                .hasToString(cause.toString())
                .hasStackTraceContaining(cause.getStackTrace()[0].toString());
    }

    /** The directory it came from is a connection, the object it would print runs code when it is read. */
    @Test
    void whatOneHoldsThatCannotBeStoredIsLeftOut() {
        NamingException ofDirectory = new NamingException("no such user");
        ofDirectory.setResolvedObj(new Object());
        ofDirectory.setRootCause(new ConnectException("refused"));

        for (Throwable cause : List.of(ofDirectory, new BadAttributeValueExpException("text"))) {
            Throwable copy = Codecs.copy(new LoginFailed(cause)).getCause();
            assertThat(copy).isExactlyInstanceOf(Exception.class).hasMessage(cause.toString());
            assertThat(copy.getStackTrace()).isEqualTo(cause.getStackTrace());
        }
        assertThat(Codecs.copy(new LoginFailed(ofDirectory)).getCause().getCause())
                .isExactlyInstanceOf(ConnectException.class)
                .hasMessage("refused");
    }

    @Test
    void anExceptionOfTheApplicationIsNeverChanged() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> Codecs.java().encode(new LoginFailed(new HoldsThread())))
                .withMessageContaining("class java.lang.Thread is not Serializable");
    }

    static final class LoginFailed extends RuntimeException {
        LoginFailed(Throwable cause) {
            super("bad credentials", cause);
        }
    }

    static final class HoldsThread extends RuntimeException {
        final Thread thread = Thread.currentThread();
    }
}
