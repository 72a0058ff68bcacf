package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Trap 22: the user of Tomcat's JAASRealm is an object of a class that the login module chose. */
final class JaasLoginIT {

    private static final String[] WHO = {"principal", "user", "role:user"};

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ANY, names = "TOMCAT.*")
    void aUserThatIsSerializableIsTheSameOnEveryNode(ContainerKind tomcat) {
        Browser ann = new Browser();
        LoginNode node = LoginNode.of(tomcat);

        assertThat(ann.get(node, "/portable/do", logIn()).ok().of("principal")).isEqualTo("PortableUser");

        Answer there = ann.get(node.other(), "/portable/do", WHO).ok();
        assertThat(there.of("principal")).isEqualTo("PortableUser");
        assertThat(there.of("role:user")).isEqualTo("true");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ANY, names = "TOMCAT.*")
    void ofAUserThatIsNotSerializableAnotherNodeKnowsNameAndRoles(ContainerKind tomcat) {
        Browser ann = new Browser();
        LoginNode node = LoginNode.of(tomcat);

        assertThat(ann.get(node, "/node-local/do", logIn()).ok().of("principal"))
                .isEqualTo("NodeLocalUser");

        Answer there = ann.get(node.other(), "/node-local/do", WHO).ok();
        assertThat(there.of("principal")).isEqualTo("GenericPrincipal");
        assertThat(there.of("user")).isEqualTo("ann");
        assertThat(there.of("role:user")).isEqualTo("true");
    }

    private static String[] logIn() {
        return new String[] {"set:cart:tea", "login:ann:secret", "principal"};
    }
}
