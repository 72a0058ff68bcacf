package io.github.dynamosession.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** A page of the documentation, as it stands in its file. */
final class Page {

    private static final Pattern END_OF_SENTENCE = Pattern.compile("(?<=[.!?;:])\\s+");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final Path file;
    private final Node document;

    private Page(Path file, String markdown) {
        this.file = file;
        this.document = Parser.builder()
                .extensions(List.of(TablesExtension.create()))
                .build()
                .parse(markdown);
    }

    static Page read(Path file) {
        try {
            return new Page(file, Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError("no page " + file, e);
        }
    }

    /** Where its links and pictures lead, as they are written. */
    List<String> destinations() {
        List<String> destinations = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                destinations.add(link.getDestination());
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                destinations.add(image.getDestination());
            }
        });
        return destinations;
    }

    /** The names, commands or messages that stand first in the rows of its tables. */
    List<String> firstInRows() {
        List<String> first = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(CustomNode node) {
                if (node instanceof TableRow row && row.getFirstChild().getFirstChild() instanceof Code code) {
                    first.add(code.getLiteral());
                }
                visitChildren(node);
            }

            @Override
            public void visit(CustomBlock block) {
                visitChildren(block);
            }
        });
        return first;
    }

    /** What a link to a heading says behind {@code #}. */
    List<String> anchors() {
        IdGenerator ids = IdGenerator.builder().defaultId("heading").build();
        List<String> anchors = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                anchors.add(ids.generateId(textOf(heading)));
            }
        });
        return anchors;
    }

    /** Those of its paragraphs and lists; not those of tables. A semicolon or a colon ends one, too. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Paragraph paragraph) {
                sentences.addAll(List.of(END_OF_SENTENCE.split(textOf(paragraph))));
            }
        });
        return sentences;
    }

    static long words(String sentence) {
        return SPACE.splitAsStream(sentence).filter(word -> !word.isEmpty()).count();
    }

    private static String textOf(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }

            /** A name or a command, which is read as one word. */
            @Override
            public void visit(Code code) {
                text.append(node instanceof Heading ? code.getLiteral() : "code");
            }

            @Override
            public void visit(SoftLineBreak lineBreak) {
                text.append(' ');
            }
        });
        return text.toString();
    }

    /** All that the repository has. */
    static Stream<Page> all() throws IOException {
        List<Path> folders = Stream.of("", "docs", "docs/design", "docs/quick-starts", ".github")
                .map(Path::of)
                .toList();
        Stream<Path> files = Stream.empty();
        for (Path folder : folders) {
            files = Stream.concat(files, Files.list(PublishedModule.ROOT.resolve(folder)));
        }
        try (Stream<Path> found = files) {
            return found.filter(file -> file.toString().endsWith(".md")).sorted().map(Page::read).toList().stream();
        }
    }

    Path file() {
        return file;
    }

    @Override
    public String toString() {
        return PublishedModule.ROOT.relativize(file).toString();
    }
}
