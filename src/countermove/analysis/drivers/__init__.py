"""The space of the drivers, exactly: lines, cells, faces, nearest points, projections, polygons."""
