package io.github.dynamosession.frameworks;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** What a user does in one application: {@link #begin} on three nodes, {@link #goOn} on the two that are left of them. */
abstract class Visit {

    private final String title;
    private final Application application;
    private final Shopper user;
    private String stored = "";

    Visit(String title, Application application, Nodes nodes) {
        this.title = title;
        this.application = application;
        this.user = new Shopper(application, nodes);
    }

    /** One of each. */
    static List<Visit> all(Nodes nodes) {
        return List.of(
                new MvcVisit(nodes),
                new FormLoginVisit(nodes),
                new OidcVisit(nodes),
                new FacesVisit("Faces: Mojarra, Weld", Application.MOJARRA, nodes),
                new FacesVisit("Faces: MyFaces, Weld", Application.MYFACES, nodes),
                new WicketVisit(nodes));
    }

    abstract void begin();

    abstract void goOn();

    /** To be called in the middle of a visit. */
    final void noteWhatIsStored() {
        stored = user.attributes().stream()
                .map(name -> "`"
                        + name.replaceAll(".*[|](io\\.github\\.|org\\.)", "...$1")
                                .replace("|", "\\|") + "`")
                .collect(Collectors.joining("<br>"));
    }

    final Page open(String click, String path) {
        return user.open(click, "/" + application.context() + path).ok();
    }

    final Page send(String click, Form form) {
        return user.send(click, form).ok();
    }

    final Shopper user() {
        return user;
    }

    /** The row of this visit in the table of what is stored. */
    final String storedMarkdown() throws IOException {
        return "| " + title + " | " + application.frameworks() + " | " + stored + " |\n";
    }

    /** The rows of this visit in the table of what clicks cost. */
    final String costMarkdown() {
        return user.expenses().entrySet().stream()
                .map(click -> "| " + title + " | " + click.getKey() + " | "
                        + click.getValue().markdown() + " |\n")
                .collect(Collectors.joining());
    }

    @Override
    public final String toString() {
        return title;
    }
}
