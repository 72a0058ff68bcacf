package io.github.dynamosession.cli;

import io.github.dynamosession.cli.document.Documents;
import io.github.dynamosession.encryption.DataKey;
import io.github.dynamosession.encryption.KeySet;
import io.github.dynamosession.encryption.KeySet.Key;
import io.github.dynamosession.encryption.KeySetText;
import io.github.dynamosession.encryption.KmsDataKeys;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

@Command(
        name = "keys",
        description = {
            "Makes and changes the key set that encrypts values (the property encryptionKeys).",
            "To change the key: add a new one, give the file to all nodes, promote it, and give them the file again. Remove"
                    + " the old key when no session is older than that."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class KeysCommand {

    private static final String FILE =
            "In Tink's JSON, with the keys in clear, or encrypted by AWS KMS. Only its owner may read it.";
    private static final String KEY_ID = "As \"keys list\" shows it.";

    /** The first call of a process is a slow one. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "AWS Region of the KMS key.",
            scope = ScopeType.INHERIT)
    private Optional<String> region = Optional.empty();

    @Command(description = "Makes a file with one new key.", mixinStandardHelpOptions = true)
    int create(
            @Mixin OutputOption output,
            @Parameters(paramLabel = "FILE", description = FILE) Path file,
            @Option(
                            names = "--kms-key",
                            paramLabel = "ARN",
                            description = "The KMS key that encrypts the key set; it makes a data key for that"
                                    + " (kms:GenerateDataKey).")
                    Optional<String> kmsKey) {
        return reporting(file, output, () -> {
            Optional<DataKey> dataKey = kmsKey.map(kms()::generate);
            KeySetText created = new KeySetText(KeySet.create(), dataKey);
            at(file).create(created);
            return created;
        });
    }

    @Command(description = "Adds a new key, which does not encrypt yet.", mixinStandardHelpOptions = true)
    int add(@Mixin OutputOption output, @Parameters(paramLabel = "FILE", description = FILE) Path file) {
        return change(file, output, KeySet::withNewKey);
    }

    @Command(
            description = "Makes a key the one that encrypts. All nodes must have it by then.",
            mixinStandardHelpOptions = true)
    int promote(
            @Mixin OutputOption output,
            @Parameters(paramLabel = "FILE", description = FILE) Path file,
            @Parameters(paramLabel = "KEY-ID", description = KEY_ID) String id) {
        return change(file, output, keys -> keys.withPrimary(id));
    }

    @Command(
            description = "Removes a key. What it has encrypted cannot be read any more.",
            mixinStandardHelpOptions = true)
    int remove(
            @Mixin OutputOption output,
            @Parameters(paramLabel = "FILE", description = FILE) Path file,
            @Parameters(paramLabel = "KEY-ID", description = KEY_ID) String id) {
        return change(file, output, keys -> keys.without(id));
    }

    @Command(description = "Lists the keys by their ids; shows no key.", mixinStandardHelpOptions = true)
    int list(@Mixin OutputOption output, @Parameters(paramLabel = "FILE", description = FILE) Path file) {
        return reporting(file, output, () -> at(file).read());
    }

    private int change(Path file, OutputOption output, UnaryOperator<KeySet> change) {
        return reporting(file, output, () -> {
            KeySetText present = at(file).read();
            KeySetText changed = present.with(change.apply(present.keys()));
            at(file).write(changed);
            return changed;
        });
    }

    private KeySetFile at(Path file) {
        return new KeySetFile(file, kms());
    }

    private KmsDataKeys kms() {
        return new KmsDataKeys(region, PATIENCE);
    }

    /** What a command does with a file. */
    @FunctionalInterface
    private interface Action {
        KeySetText run() throws IOException;
    }

    private int reporting(Path file, OutputOption output, Action action) {
        try {
            KeySet keys = action.run().keys();
            output.print(spec, document(keys), out -> columns(keys).print(out));
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), file + ": " + why(e), e);
        }
    }

    /** The messages of the JDK are mostly the path, and nothing else. */
    private static String why(Exception e) {
        if (e instanceof FileAlreadyExistsException) {
            return "there is such a file already; add a key to it by keys add, or name another one";
        }
        if (e instanceof NoSuchFileException) {
            return "there is no such file; make a key set by keys create, in a directory that exists";
        }
        return e instanceof IOException
                ? "this user cannot read or write it: " + e.getClass().getSimpleName()
                : String.valueOf(e.getMessage());
    }

    private static Map<String, ?> document(KeySet keys) {
        return Map.of(
                "keys",
                keys.keys().stream()
                        .map(key -> Documents.object("id", key.id(), "state", state(key)))
                        .toList());
    }

    private static Columns columns(KeySet keys) {
        Columns columns = new Columns().row("KEY-ID", "STATE");
        keys.keys().forEach(key -> columns.row(key.id(), state(key)));
        return columns;
    }

    private static String state(Key key) {
        if (!key.enabled()) {
            return "disabled";
        }
        return key.primary() ? "encrypts" : "decrypts";
    }
}
