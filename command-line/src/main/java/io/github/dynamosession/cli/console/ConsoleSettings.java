package io.github.dynamosession.cli.console;

import io.github.dynamosession.store.SessionStoreConfig;
import java.util.List;
import java.util.Optional;

/**
 * How a console is run.
 *
 * @param store where the sessions of one application are
 * @param port on loopback; 0: any that is free
 * @param mayRevoke whether it ends sessions; without that it only shows them
 * @param hostNames under which a proxy has it, with the port if that is not the scheme's own
 * @param operatorHeader in which a proxy says who has logged in there; then that counts, and there is no token
 */
public record ConsoleSettings(
        SessionStoreConfig store,
        int port,
        boolean mayRevoke,
        List<String> hostNames,
        Optional<String> operatorHeader) {}
