package io.github.dynamosession.workload;

import static io.github.dynamosession.workload.Anomaly.Kind.FOREIGN_DATA;
import static io.github.dynamosession.workload.Anomaly.Kind.LOST_CHANGE;
import static io.github.dynamosession.workload.Anomaly.Kind.RESURRECTION;
import static io.github.dynamosession.workload.Anomaly.Kind.STALE_READ;
import static io.github.dynamosession.workload.Anomaly.Kind.UNEXPECTED_LOGOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What must be reported, and under which name. */
class CheckerTest {

    private final Script script = new Script().begun();

    @Test
    void anAcknowledgedChangeThatStaysAwayIsLost() {
        script.at(3, 4).sets("counter", "2").showing("counter", "2");
        script.at(5, 6).looks().showing("counter", "1");
        script.at(7, 8).looks().showing("counter", "1");

        assertFound(LOST_CHANGE);
        Anomaly anomaly = script.findings().anomalies().get(0);
        assertThat(anomaly.what()).isEqualTo("client 1, visit 1, counter: expected 2, saw 1");
        assertThat(anomaly.proof())
                .containsExactlyElementsOf(script.history().exchanges().subList(0, 3));
    }

    @Test
    void aChangeThatItsOwnAnswerDoesNotShowIsLost() {
        script.at(3, 4).sets("counter", "2").showing("counter", "1");

        assertFound(LOST_CHANGE);
    }

    @Test
    void aChangeThatTheNextOneDidNotFindIsLost() {
        script.at(3, 4).sets("counter", "2").showing("counter", "2");
        script.at(5, 6).sets("counter", "3").showing("counter", "2");

        assertFound(LOST_CHANGE);
    }

    @Test
    void anOldValueThatALaterLookCorrectsWasStale() {
        script.at(3, 4).sets("counter", "2").showing("counter", "2");
        script.at(5, 6).looks().showing("counter", "1");
        script.at(7, 8).looks().showing("counter", "2");

        assertFound(STALE_READ);
        assertThat(script.findings().anomalies().get(0).proof())
                .containsExactlyElementsOf(script.history().exchanges().subList(0, 4));
    }

    @Test
    void anOldValueThatTheAnswerToTheNextChangeCorrectsWasStale() {
        script.at(3, 4).sets("counter", "2").showing("counter", "2");
        script.at(5, 6).looks().showing("counter", "1");
        script.at(7, 8).sets("counter", "3").showing("counter", "3");

        assertFound(STALE_READ);
    }

    /** 2 is shown again, but because the third count began from 1. */
    @Test
    void aLookBesideTheNextChangeCorrectsNothing() {
        script.at(3, 4).sets("counter", "2").showing("counter", "2");
        script.at(5, 6).looks().showing("counter", "1");
        script.at(7, 12).looks().showing("counter", "2");
        script.at(8, 11).sets("counter", "3").showing("counter", "2");

        assertFound(LOST_CHANGE);
    }

    /** Nobody can tell whether it would have stayed. */
    @Test
    void anOldNoteThatIsOverwrittenBeforeAnotherLookIsLost() {
        script.at(3, 4).sets("note.mon", "one").showing("counter", "1", "note.mon", "one");
        script.at(5, 6).sets("note.mon", "two").showing("counter", "1", "note.mon", "two");
        script.at(7, 8).looks().showing("counter", "1", "note.mon", "one");
        script.at(9, 10).sets("note.mon", "three").showing("counter", "1", "note.mon", "three");

        assertFound(LOST_CHANGE);
    }

    @Test
    void looksBesideAChangeMustNotGoBack() {
        script.at(3, 20).sets("counter", "2").showing("counter", "2");
        script.at(4, 5).looks().showing("counter", "2");
        script.at(6, 7).looks().showing("counter", "1");
        script.at(21, 22).looks().showing("counter", "2");

        assertFound(STALE_READ);
    }

    @Test
    void aChangeWithoutAnswerThatWasSeenMustNotUnhappen() {
        script.at(3, 4).sets("counter", "2").unanswered();
        script.at(5, 6).looks().showing("counter", "2");
        script.at(7, 8).looks().showing("counter", "1");

        assertFound(LOST_CHANGE);
        List<Exchange> exchanges = script.history().exchanges();
        assertThat(script.findings().anomalies().get(0).proof()).containsExactlyElementsOf(exchanges);
    }

    /** Only answers beside the change itself are let off. */
    @Test
    void aChangeWithoutAnswerThatWasSeenBesideItAndAfterItMustNotUnhappen() {
        script.at(3, 6).sets("counter", "2").unanswered();
        script.at(4, 5).looks().showing("counter", "2");
        script.at(7, 8).looks().showing("counter", "2");
        script.at(9, 10).looks().showing("counter", "1");

        assertFound(LOST_CHANGE);
    }

    @Test
    void aChangeThatWasSeenBesideItAndIsAcknowledgedMustNotUnhappen() {
        script.at(3, 6).sets("counter", "2").showing("counter", "2");
        script.at(4, 5).looks().showing("counter", "2");
        script.at(7, 8).looks().showing("counter", "1");

        assertFound(LOST_CHANGE);
    }

    @Test
    void aValueThatNobodyWroteIsReported() {
        script.at(3, 4).looks().showing("counter", "2");

        assertFound(LOST_CHANGE);
    }

    @Test
    void anObjectThatNobodyWroteIsReported() {
        script.at(3, 4).looks().showing("counter", "1", "note.mon", "text");

        assertFound(RESURRECTION);
    }

    @Test
    void whatIsMissingBelongsToNobody() {
        script.at(3, 4).by(2, 1).begins("counter", "1").showing("counter", "1");
        script.at(5, 6).by(2, 1).looks().showing("counter", "1");
        script.at(7, 8).looks().showing();

        assertFound(LOST_CHANGE);
    }

    @Test
    void eachObjectIsJudgedByItself() {
        script.at(3, 4).sets("cart", "{lamp=1}").showing("counter", "1", "cart", "{lamp=1}");
        script.at(5, 6).looks().showing();

        assertFound(LOST_CHANGE, LOST_CHANGE);
    }

    @Test
    void anObjectIsJudgedUpToItsFirstAnomaly() {
        script.at(3, 4).looks().showing("counter", "5");
        script.at(5, 6).looks().showing("counter", "6");

        assertFound(LOST_CHANGE);
    }

    @Test
    void aRemovedNoteThatIsBackIsAResurrection() {
        script.at(3, 4).sets("note.mon", "text").showing("counter", "1", "note.mon", "text");
        script.at(5, 6).removes("note.mon").showing("counter", "1");
        script.at(7, 8).looks().showing("counter", "1", "note.mon", "text");

        assertFound(RESURRECTION);
    }

    @Test
    void aRemovalWithoutAnswerThatWasSeenMustNotUnhappen() {
        script.at(3, 4).sets("note.mon", "text").showing("counter", "1", "note.mon", "text");
        script.at(5, 6).removes("note.mon").unanswered();
        script.at(7, 8).looks().showing("counter", "1");
        script.at(9, 10).looks().showing("counter", "1", "note.mon", "text");

        assertFound(RESURRECTION);
    }

    @Test
    void aSessionThatIsBackAfterItsLogoutIsAResurrection() {
        script.at(3, 4).logsOut().showingNoSession();
        script.at(5, 6).looks().showing("counter", "1");

        assertFound(RESURRECTION);
    }

    @Test
    void aSessionThatALogoutDoesNotEndIsAResurrection() {
        script.at(3, 4).logsOut().showing("counter", "1");

        assertFound(RESURRECTION);
    }

    @Test
    void aSessionThatIsBackAfterALogoutWithoutAnswerIsAResurrection() {
        script.at(3, 4).logsOut().unanswered();
        script.at(5, 6).looks().showingNoSession();
        script.at(7, 8).looks().showing("counter", "1");

        assertFound(RESURRECTION);
    }

    @Test
    void anotherSessionUnderTheIdOfAnEndedOneIsNoSession() {
        script.at(3, 6).logsOut().showingNoSession();
        script.at(4, 5).sets("cart", "{lamp=1}").showingItsOwnSession("cart", "{lamp=1}");
        script.at(7, 8).looks().showing("cart", "{lamp=1}", "counter", "1");

        assertThat(script.findings().count(RESURRECTION)).isPositive();
    }

    /** Session fixation: who knows the id from before the login must not get into the account. */
    @Test
    void anIdThatLeadsToTheSessionAfterALoginIsAResurrection() {
        script.at(3, 4).logsIn("ada").showing("counter", "1", "user", "ada");
        script.at(5, 6).looks().showing("counter", "1", "user", "ada");

        assertFound(RESURRECTION);
    }

    @Test
    void aRenewalThatKeepsTheIdIsAResurrection() {
        script.at(3, 4).renews().withId(1).showing("counter", "1");
        script.at(5, 6).withId(1).looks().showing("counter", "1");

        assertFound(RESURRECTION);
    }

    @Test
    void anEndedSessionInALaterVisitIsAResurrection() {
        script.at(3, 4).logsOut().showingNoSession();
        script.at(5, 6).by(1, 2).begins("counter", "1").showing("counter", "1");
        script.at(7, 8).by(1, 2).looks().showingSession(Script.label(1, 1), "counter", "1");

        assertThat(script.findings().anomalies()).extracting(Anomaly::kind).contains(RESURRECTION);
        assertThat(script.findings().count(FOREIGN_DATA)).isZero();
    }

    @Test
    void aNoteOfAnEndedVisitInALaterOneIsAResurrection() {
        script.at(3, 4).sets("note.mon", "text").showing("counter", "1", "note.mon", "text");
        script.at(5, 6).logsOut().showingNoSession();
        script.at(7, 8).by(1, 2).begins("counter", "1").showing("counter", "1", "note.mon", "text");

        assertFound(RESURRECTION);
    }

    @Test
    void theSessionOfAnotherClientIsForeign() {
        script.at(3, 4).by(2, 1).begins("counter", "1").showing("counter", "1");
        script.at(5, 6).looks().showingSession(Script.label(2, 1), "counter", "1");

        assertThat(script.findings().count(FOREIGN_DATA)).isEqualTo(1);
        assertThat(script.findings().count(RESURRECTION)).isZero();
    }

    @Test
    void aSessionOfNobodyInTheHistoryIsForeign() {
        script.at(3, 4).looks().showingSession("from elsewhere", "counter", "1");

        assertThat(script.findings().count(FOREIGN_DATA)).isEqualTo(1);
    }

    @Test
    void theUserOfAnotherClientIsForeign() {
        script.at(3, 4).by(2, 1).begins("counter", "1").showing("counter", "1");
        script.at(5, 6).by(2, 1).logsIn("bob").showing("counter", "1", "user", "bob");
        script.at(7, 8).looks().showing("counter", "1", "user", "bob");

        assertFound(FOREIGN_DATA);
    }

    @Test
    void theEndedSessionOfAnotherClientIsForeign() {
        script.at(3, 4).by(2, 1).begins("counter", "1").showing("counter", "1");
        script.at(5, 6).by(2, 1).logsOut().showingNoSession();
        script.at(7, 8).looks().showingSession(Script.label(2, 1), "counter", "1");

        assertThat(script.findings().count(FOREIGN_DATA)).isEqualTo(1);
    }

    @Test
    void aSessionWhoseLogoutHadNoAnswerIsForeignInALaterVisit() {
        script.at(3, 4).logsOut().unanswered();
        script.at(5, 6).by(1, 2).begins("counter", "1").showing("counter", "1");
        script.at(7, 8).by(1, 2).looks().showingSession(Script.label(1, 1), "counter", "1");

        assertThat(script.findings().count(FOREIGN_DATA)).isEqualTo(1);
    }

    @Test
    void theSessionThatTheClientHasNotLeftYetIsForeignInAnotherOneOfItsOwn() {
        script.at(3, 4).by(1, 2).begins("counter", "1").showing("counter", "1");
        script.at(5, 6).by(1, 2).looks().showingSession(Script.label(1, 1), "counter", "1");

        assertThat(script.findings().count(FOREIGN_DATA)).isEqualTo(1);
    }

    @Test
    void aUserWhoIsGoneWasLoggedOut() {
        script.at(3, 4).logsIn("ada").showing("counter", "1", "user", "ada");
        script.at(5, 6).withId(2).looks().showing("counter", "1");

        assertFound(UNEXPECTED_LOGOUT);
    }

    @Test
    void aUserWhoseSessionIsGoneWasLoggedOut() {
        script.at(3, 4).logsIn("ada").showing("counter", "1", "user", "ada");
        script.at(5, 6).withId(2).looks().showingNoSession();

        assertFound(UNEXPECTED_LOGOUT);
    }

    @Test
    void aSessionThatIsGoneBeforeAnyLoginIsALoss() {
        script.at(3, 4).looks().showingNoSession();

        assertFound(LOST_CHANGE);
    }

    @Test
    void aSessionThatIsGoneBeforeItsLogoutIsALoss() {
        script.at(3, 4).looks().showingNoSession();
        script.at(5, 6).logsOut().showingNoSession();

        assertFound(LOST_CHANGE);
    }

    @Test
    void aUserWhoLogsInToALostSessionAndLosesThatTooWasLoggedOut() {
        script.at(3, 4).looks().showingNoSession();
        script.at(5, 6).logsIn("ada").showingSession(Script.label(1, 1) + "again", "user", "ada");
        script.at(7, 8).withId(2).renews().showingSession(Script.label(1, 1) + "third");

        assertThat(script.findings().count(LOST_CHANGE)).isEqualTo(1);
        assertThat(script.findings().count(UNEXPECTED_LOGOUT)).isEqualTo(1);
    }

    @Test
    void aSessionThatIsGoneForOneLookWasStale() {
        script.at(3, 4).looks().showingNoSession();
        script.at(5, 6).looks().showing("counter", "1");

        assertFound(STALE_READ);
    }

    @Test
    void aChangeThatFindsNoSessionTellsThatItIsGone() {
        script.at(3, 4).sets("counter", "2").showingItsOwnSession("counter", "1");

        assertFound(LOST_CHANGE);
    }

    @Test
    void aLoginThatFindsNoSessionTellsThatItIsGone() {
        script.at(3, 4).logsIn("ada").showingSession("made at " + Instant.ofEpochMilli(3), "user", "ada");

        assertFound(LOST_CHANGE);
    }

    @Test
    void aRefusedChangeTellsThatTheSessionIsGone() {
        script.at(3, 4).sets("counter", "2").refused();

        assertFound(LOST_CHANGE);
    }

    @Test
    void aRefusedLoginTellsThatTheSessionIsGone() {
        script.at(3, 4).logsIn("ada").refused();

        assertFound(LOST_CHANGE);
    }

    @Test
    void anAcknowledgedChangeOfASessionThatWasGoneForAMomentIsLostToo() {
        script.at(3, 4).sets("counter", "2").showingItsOwnSession("counter", "1");
        script.at(5, 6).looks().showing("counter", "1");

        assertFound(STALE_READ, LOST_CHANGE);
    }

    @Test
    void anEmptyHistoryHasNotPassed() {
        assertThat(new Script().findings().passed()).isFalse();
    }

    @Test
    void aHistoryWithTwoWritersOfOneObjectAtATimeIsNotJudged() {
        script.at(3, 6).sets("counter", "2").showing("counter", "2");
        script.at(5, 8).sets("counter", "3").showing("counter", "3");

        assertThatIllegalArgumentException().isThrownBy(script::findings).withMessageContaining("two writers");
    }

    @Test
    void aHistoryWithAWriteAfterOneWithoutAnswerIsNotJudged() {
        script.at(3, 4).sets("counter", "2").unanswered();
        script.at(5, 6).sets("counter", "3").showing("counter", "3");

        assertThatIllegalArgumentException().isThrownBy(script::findings).withMessageContaining("two writers");
    }

    private void assertFound(Anomaly.Kind... kinds) {
        assertThat(script.findings().anomalies()).extracting(Anomaly::kind).containsExactly(kinds);
    }
}
