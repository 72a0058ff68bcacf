package io.github.dynamosession.testapp.jaas;

import java.io.IOException;
import java.security.Principal;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;

/** Knows Ann, whose password is "secret"; the option {@code portable} says as what. */
public final class AnnLoginModule implements LoginModule {

    private Subject subject = new Subject();
    private CallbackHandler callbacks = asked -> {};
    private boolean portable;

    @Override
    public void initialize(Subject user, CallbackHandler handler, Map<String, ?> sharedState, Map<String, ?> options) {
        subject = user;
        callbacks = handler;
        portable = "true".equals(options.get("portable"));
    }

    @Override
    public boolean login() throws LoginException {
        NameCallback name = new NameCallback("name");
        PasswordCallback password = new PasswordCallback("password", false);
        try {
            callbacks.handle(new Callback[] {name, password});
        } catch (IOException | UnsupportedCallbackException e) {
            throw (LoginException) new LoginException().initCause(e);
        }
        if (!"ann".equals(name.getName()) || !Arrays.equals("secret".toCharArray(), password.getPassword())) {
            throw new FailedLoginException();
        }
        return true;
    }

    @Override
    public boolean commit() {
        Principal user = portable ? new PortableUser("ann") : new NodeLocalUser("ann");
        return subject.getPrincipals().addAll(Set.of(user, new Role("user")));
    }

    @Override
    public boolean abort() {
        return true;
    }

    @Override
    public boolean logout() {
        subject.getPrincipals().clear();
        return true;
    }
}
