"""What the workers run for this room. Beat wakes them; the rows say what there is to do."""

from celery import shared_task

from cases import paper_pdf, papers, reports, watch


@shared_task(name="cases.tasks.make_papers")
def make_papers() -> int:
    return papers.make_due(press=paper_pdf.render)


@shared_task(name="cases.tasks.nightly_check")
def nightly_check() -> int:
    return watch.nightly_check()


@shared_task(name="cases.tasks.pick_up_reports")
def pick_up_reports() -> int:
    return reports.pick_up()
