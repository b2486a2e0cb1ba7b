namespace Permanence.Demo;

/// <summary>Writes one course whole, each subject by its own writer.</summary>
internal static class CourseWriter
{
    /// <param name="joint">Whether meetings are held together with those of brothers and sisters.</param>
    public static void Write(Course course, Diary diary, string socialWorker, string reviewingOfficer, bool joint)
    {
        var settings = diary.Settings;
        Dice Shared(string subject) =>
            new(
                settings.Seed,
                settings.AuthorityId,
                subject,
                course.Rhythm,
                course.Times.Concern.ToString("uuuuMMdd", System.Globalization.CultureInfo.InvariantCulture)
            );

        diary.Begins = course.Times.Concern;
        BeforeCareWriter.Write(course, diary, Shared("before"));
        CareWriter.Write(course, diary, socialWorker, reviewingOfficer);
        CourtWriter.Write(course, diary, Shared("court"));
        ReviewWriter.Write(course, diary);
        MeetingWriter.Write(course, diary, joint);
        PlanWriter.Write(course, diary);
        AdoptionWriter.Write(course, diary);
        FamilyAssessmentWriter.Write(course, diary);
        LeavingCareWriter.Write(
            course,
            diary,
            settings.ReviewingOfficers.Count > 0 ? diary.Dice.Pick(settings.ReviewingOfficers) : socialWorker
        );
        RequirementWriter.Write(diary);
    }
}
