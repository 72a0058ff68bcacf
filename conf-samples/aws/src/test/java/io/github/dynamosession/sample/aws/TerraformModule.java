package io.github.dynamosession.sample.aws;

import com.bertramlabs.plugins.hcl4j.HCLParser;
import com.bertramlabs.plugins.hcl4j.HCLParserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** A module with values for its variables. */
final class TerraformModule {

    private final Map<String, Object> module;

    TerraformModule(String folder, Map<String, Object> variables) {
        Path file = Path.of("terraform", folder, "main.tf");
        HCLParser parser = new HCLParser();
        parser.setVariables(variables);
        parser.registerFunction("templatefile", arguments -> {
            String template = arguments.get(0).toString().replace("path.module/", "");
            return PolicyFile.render(file.resolveSibling(template), (Map<?, ?>) arguments.get(1));
        });
        parser.registerFunction("filebase64sha256", arguments -> "of " + arguments.get(0));
        try {
            this.module = parser.parse(Files.readString(file));
        } catch (IOException | HCLParserException e) {
            throw new AssertionError("no module " + file, e);
        }
    }

    /** Reads all properties of a resource. */
    <T> T resource(String type, String name, Function<Section, T> reader) {
        Map<?, ?> ofType = (Map<?, ?>) ((Map<?, ?>) Objects.requireNonNull(module.get("resource"))).get(type);
        return Section.read(type + "." + name, Objects.requireNonNull(ofType.get(name)), reader);
    }
}
