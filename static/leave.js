// "Leave this page": the page goes at once and the next takes its place in the history, so that Back does not show it again.
for (const link of document.querySelectorAll("a.leave")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.title = "…";
    document.body.remove();
    location.replace(link.href);
  });
}
