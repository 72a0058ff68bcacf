package io.github.dynamosession.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What must not be reported. */
class LegalHistoryTest {

    private final Script script = new Script().begun();

    @AfterEach
    void nothingIsFound() {
        assertThat(script.findings().anomalies()).isEmpty();
        assertThat(script.findings().passed()).isTrue();
    }

    @Test
    void aLookBesideAChangeShowsWhatWasBeforeIt() {
        script.at(3, 10).sets("counter", "2").showing("counter", "2");
        script.at(4, 9).looks().showing("counter", "1");
    }

    @Test
    void aLookBesideAChangeShowsWhatWasAfterIt() {
        script.at(3, 10).sets("counter", "2").showing("counter", "2");
        script.at(4, 5).looks().showing("counter", "2");
        script.at(6, 7).looks().showing("counter", "2");
    }

    @Test
    void looksBesideEachOtherAndAChangeShowEither() {
        script.at(3, 20).sets("counter", "2").showing("counter", "2");
        script.at(4, 10).looks().showing("counter", "2");
        script.at(5, 11).looks().showing("counter", "1");
    }

    /** An instant in common is an overlap: clocks tick. */
    @Test
    void aLookThatBeginsAtTheInstantAtWhichAChangeEndsShowsEither() {
        script.at(3, 4).sets("counter", "2").showing("counter", "2");
        script.at(4, 5).looks().showing("counter", "1");
    }

    @Test
    void aLookThatEndsAtTheInstantAtWhichAChangeBeginsShowsEither() {
        script.at(3, 4).looks().showing("counter", "2");
        script.at(4, 5).sets("counter", "2").showing("counter", "2");
    }

    @Test
    void aLongLookMaySpanSeveralChangesAndShowAnyOfThem() {
        script.at(3, 30).looks().showing("counter", "3");
        script.at(4, 5).sets("counter", "2").showing("counter", "2");
        script.at(6, 7).sets("counter", "3").showing("counter", "3");
        script.at(8, 9).sets("counter", "4").showing("counter", "4");
    }

    @Test
    void overlappingChangesOfDifferentObjectsShowEachOtherOrNot() {
        script.at(3, 10).sets("counter", "2").showing("counter", "2");
        script.at(4, 9).sets("note.mon", "text").showing("counter", "2", "note.mon", "text");
        script.at(11, 12).looks().showing("counter", "2", "note.mon", "text");
    }

    @Test
    void aValueThatIsWrittenTwiceIsOlderOrNewer() {
        script.at(3, 4).sets("cart", "{lamp=1}").showing("counter", "1", "cart", "{lamp=1}");
        script.at(5, 6).removes("cart").showing("counter", "1");
        script.at(7, 20).sets("cart", "{lamp=1}").showing("counter", "1", "cart", "{lamp=1}");
        script.at(8, 9).looks().showing("counter", "1");
        script.at(10, 11).looks().showing("counter", "1", "cart", "{lamp=1}");
    }

    @Test
    void aChangeWithoutAnswerTookEffectAtOnce() {
        script.at(3, 4).sets("counter", "2").unanswered();
        script.at(5, 6).looks().showing("counter", "2");
    }

    @Test
    void aChangeWithoutAnswerTakesEffectLate() {
        script.at(3, 4).sets("counter", "2").unanswered();
        script.at(5, 6).looks().showing("counter", "1");
        script.at(100, 101).looks().showing("counter", "2");
    }

    @Test
    void aChangeWithoutAnswerNeverTakesEffect() {
        script.at(3, 4).sets("counter", "2").unanswered();
        script.at(5, 6).looks().showing("counter", "1");
        script.at(100, 101).looks().showing("counter", "1");
    }

    @Test
    void aLookBesideAChangeThatFailsShowsWhatIsDropped() {
        script.at(3, 10).sets("counter", "2").unanswered();
        script.at(4, 5).looks().showing("counter", "2");
        script.at(6, 7).looks().showing("counter", "1");
        script.at(11, 12).looks().showing("counter", "1");
    }

    @Test
    void aLookBesideARemovalThatFailsShowsWhatIsDropped() {
        script.at(3, 4).sets("note.mon", "text").showing("counter", "1", "note.mon", "text");
        script.at(5, 10).removes("note.mon").unanswered();
        script.at(6, 7).looks().showing("counter", "1");
        script.at(11, 12).looks().showing("counter", "1", "note.mon", "text");
    }

    @Test
    void aFirstChangeWithoutAnswerIsNobodysSession() {
        script.at(3, 4).by(2, 1).begins("counter", "1").unanswered();
        script.at(5, 6).by(2, 1).withId(0).looks().showingNoSession();
    }

    @Test
    void looksBesideALogoutShowTheSessionOrNone() {
        script.at(3, 10).logsOut().showingNoSession();
        script.at(4, 5).looks().showing("counter", "1");
        script.at(6, 7).looks().showingNoSession();
        script.at(11, 12).looks().showingNoSession();
    }

    @Test
    void aChangeBesideALogoutIsDoneBeforeIt() {
        script.at(3, 10).logsOut().showingNoSession();
        script.at(4, 11).sets("counter", "2").showing("counter", "2");
        script.at(12, 13).looks().showingNoSession();
    }

    @Test
    void aChangeBesideALogoutIsDoneAfterItInASessionOfItsOwn() {
        script.at(3, 10).logsOut().showingNoSession();
        script.at(4, 11).sets("counter", "2").showingItsOwnSession("counter", "1");
        script.at(12, 13).looks().showingNoSession();
    }

    @Test
    void aChangeBesideALogoutIsRefusedOrFails() {
        script.at(3, 10).logsOut().showingNoSession();
        script.at(4, 11).sets("counter", "2").refused();
        script.at(5, 12).sets("note.mon", "text").unanswered();
        script.at(13, 14).looks().showingNoSession();
    }

    @Test
    void aLogoutWithoutAnswerEndsTheSessionLateOrNever() {
        script.at(3, 4).logsOut().unanswered();
        script.at(5, 6).looks().showing("counter", "1");
        script.at(7, 8).looks().showingNoSession();
    }

    @Test
    void theOldIdLeadsToTheSessionUntilTheLoginIsDone() {
        script.at(3, 10).logsIn("ada").showing("counter", "1", "user", "ada");
        script.at(4, 5).looks().showing("counter", "1");
        script.at(6, 7).looks().showingNoSession();
        script.at(11, 12).withId(1).looks().showingNoSession();
        script.at(13, 14).withId(2).looks().showing("counter", "1", "user", "ada");
    }

    @Test
    void aLoginWithoutAnswerLeavesAnIdThatLeadsNowhere() {
        script.at(3, 4).logsIn("ada").unanswered();
        script.at(5, 6).looks().showing("counter", "1");
        script.at(7, 8).looks().showingNoSession();
    }

    @Test
    void objectsLiveOnUnderTheNextId() {
        script.at(3, 4).renews().showing("counter", "1");
        script.at(5, 6).withId(2).sets("counter", "2").showing("counter", "2");
        script.at(7, 8).withId(2).renews().showing("counter", "2");
        script.at(9, 10).withId(3).logsOut().showingNoSession();
        script.at(11, 12).withId(2).looks().showingNoSession();
    }

    @Test
    void clientsShowEqualCountersAndCarts() {
        script.at(3, 4).by(2, 1).begins("counter", "1").showing("counter", "1");
        script.at(5, 6).by(2, 1).sets("counter", "2").showing("counter", "2");
        script.at(7, 8).sets("counter", "2").showing("counter", "2");
    }
}
