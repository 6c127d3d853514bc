"""What leaves the room beside the workbook: board pack, project file, backlog and a page to print."""
