package io.github.dynamosession.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private final Script script = new Script().begun();

    @Test
    void acknowledgedChangesAreGoodAnswersToAnythingButLooks() {
        script.at(3, 4).sets("counter", "2").showing("counter", "2");
        script.at(5, 6).sets("counter", "3").unanswered();
        script.at(7, 8).looks().showing("counter", "2");
        script.at(9, 10).logsOut().showingNoSession();

        assertThat(script.history().acknowledgedChanges()).isEqualTo(3);
        assertThat(script.history().requests()).isEqualTo(5);
    }

    @Test
    void errorsAreCountedAndDatedByTheirEnd() {
        script.at(3, 5).sets("counter", "2").unanswered();
        script.at(6, 9).looks().unanswered();
        script.at(10, 11).looks().showing("counter", "2");

        assertThat(script.history().errors()).containsOnlyKeys("503").containsEntry("503", 2);
        assertThat(script.history().firstError()).contains(Instant.ofEpochMilli(5));
        assertThat(script.history().lastError()).contains(Instant.ofEpochMilli(9));
    }

    @Test
    void aRefusalIsNoError() {
        script.at(3, 10).logsOut().showingNoSession();
        script.at(4, 5).sets("counter", "2").refused();

        assertThat(script.history().errors()).isEmpty();
    }

    @Test
    void aClientWaitsFromItsFirstFailureToItsNextGoodAnswer() {
        script.at(3, 5).sets("counter", "2").unanswered();
        script.at(6, 9).looks().unanswered();
        script.at(10, 13).looks().showing("counter", "2");
        script.at(20, 25).looks().showing("counter", "2");

        assertThat(script.history().longestWait()).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void theWaitsOfClientsAreNotAdded() {
        script.at(3, 7).looks().unanswered();
        script.at(8, 9).by(2, 1).begins("counter", "1").showing("counter", "1");
        script.at(10, 11).looks().showing("counter", "1");

        assertThat(script.history().longestWait()).isEqualTo(Duration.ofMillis(8));
    }

    @Test
    void aLoginWithoutAnswerIsCutOffIfTheOldIdLeadsNowhere() {
        script.at(3, 4).logsIn("ada").unanswered();
        script.at(5, 6).looks().showingNoSession();
        script.at(7, 8).by(2, 1).begins("counter", "1").showing("counter", "1");
        script.at(9, 10).by(2, 1).logsIn("bob").unanswered();
        script.at(11, 12).by(2, 1).looks().showing("counter", "1");
        script.at(13, 14).by(2, 1).withId(0).looks().showingNoSession();
        script.at(15, 16).by(3, 1).begins("counter", "1").showing("counter", "1");
        script.at(17, 18).by(3, 1).sets("counter", "2").unanswered();
        script.at(19, 20).by(3, 1).looks().showingNoSession();

        assertThat(script.history().loginsCutOff()).isEqualTo(1);
    }

    @Test
    void itSaysWhoAnsweredAndHowOftenTheBalancerTookAnotherNode() {
        script.at(3, 4).failedOver().looks().showing("counter", "1");

        assertThat(script.history().failedOver()).isEqualTo(1);
        assertThat(script.history().answersByNode()).containsEntry("node", 2);
    }

    @Test
    void theTableNamesEveryNumber() {
        script.at(3, 4).looks().showingNoSession();
        script.at(5, 7).looks().unanswered();

        assertThat(script.findings().toString())
                .startsWith("LOST_CHANGE: client 1, visit 1, session: expected session, saw nothing")
                .contains("acknowledged changes lost                          1", "resurrections", "FAILED")
                .containsPattern("errors seen by clients +1  \\{503=1}");
    }
}
