/** A form that submits to MTurk, around the fields of a page. */
export const wrapInForm = (
  content: string,
): string => `<form name="mturk_form" method="post" id="mturk_form" action="https://www.mturk.com/mturk/externalSubmit">
<input type="hidden" name="assignmentId" id="assignmentId" value="">
${content}
</form>
<script>
document.getElementById('assignmentId').value = new URLSearchParams(location.search).get('assignmentId')
</script>`

/** A whole HTML document around the content of its body. */
export const wrapInDocument = (content: string): string => `<!DOCTYPE html>
<html>
<head>
<meta charset="UTF-8">
</head>
<body>
${content}
</body>
</html>`
